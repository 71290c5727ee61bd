-- Accounts that we may read. Something is to be read while wanted > done; both count up.
create table account_refresh (
  bank_id varchar(100) not null,
  account_id varchar(100) not null,
  connection_id varchar(36) not null,
  wanted bigint not null,
  done bigint not null,
  attempts integer not null,
  due_at timestamp(3) with time zone not null,
  primary key (bank_id, account_id)
);

-- The events that made it wanted; number is the value of wanted that the event made.
create table refresh_reason (
  bank_id varchar(100) not null,
  account_id varchar(100) not null,
  number bigint not null,
  event_id varchar(200) not null,
  received_at timestamp(3) with time zone not null,
  occurred_at timestamp(3) with time zone,
  primary key (bank_id, account_id, number)
);
