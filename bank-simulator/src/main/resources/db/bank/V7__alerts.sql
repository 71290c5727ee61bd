-- What a customer wants to be told of; no row: the bank's defaults. Minor units of the account's currency; null: not at all.
create table alert_limits (
  customer_id varchar(40) primary key,
  low_balance_minor bigint,
  large_transaction_minor bigint,
  salary_arrived boolean not null
);

-- What was raised: one alert of a kind for a transaction, however often its account changes because of it.
create table alert_raised (
  transaction_id varchar(60) not null,
  kind varchar(20) not null,
  raised_at timestamp(3) with time zone not null,
  primary key (transaction_id, kind)
);

-- The latest events of the bank, for those who ask what happened.
create index event_log_newest on event_log (occurred_at, event_id);
