-- A total is the sum over its stripes, so that writers seldom meet.
create table meter_total (
  name varchar(30) not null,
  stripe integer not null,
  total bigint not null,
  primary key (name, stripe)
);

create table connected_time (
  connection_id varchar(36) primary key,
  since timestamp(3) with time zone not null,
  until timestamp(3) with time zone
);
