-- Every SET that passed its checks, kept to know a repeat.
create table received_event (
  issuer varchar(500) not null,
  jti varchar(200) not null,
  account_id varchar(100),
  outcome varchar(30) not null,
  received_at timestamp(3) with time zone not null,
  primary key (issuer, jti)
);
create index received_event_by_time on received_event (received_at);
