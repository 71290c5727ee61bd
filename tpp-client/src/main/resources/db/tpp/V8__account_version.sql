-- The newest version of each account that an event told of: a jump shows that one is missing.
create table account_version (
  bank_id varchar(100) not null,
  account_id varchar(100) not null,
  version bigint not null,
  primary key (bank_id, account_id)
);
