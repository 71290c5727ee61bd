create table bare (id varchar(40) primary key, content varchar(2000) not null);
