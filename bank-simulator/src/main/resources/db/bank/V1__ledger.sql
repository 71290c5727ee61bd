-- The ledger: customers, their accounts, what happened on them, and both sides of every posting.
-- Ids of accounts and transactions are lower-case letters and digits only: every collation sorts them alike.

create table customer (
  customer_id varchar(40) primary key,
  username varchar(40) not null unique,
  full_name varchar(140) not null,
  description varchar(200) not null
);

-- How the bank reaches a customer; not everybody has said.
create table customer_contact (
  customer_id varchar(40) primary key references customer (customer_id),
  email varchar(256) not null,
  mobile varchar(40) not null,
  building_number varchar(16) not null,
  street varchar(140) not null,
  town varchar(140) not null,
  post_code varchar(16) not null,
  country varchar(2) not null
);

-- Balances are kept for customer accounts only: an account of the bank itself would be a hot row.
create table account (
  account_id varchar(40) primary key,
  account_type varchar(20) not null,
  category varchar(20) not null,
  currency varchar(3) not null,
  nickname varchar(70) not null,
  holder_name varchar(350) not null,
  scheme varchar(40) not null,
  identification varchar(256) not null,
  secondary_identification varchar(34),
  credit_limit_minor bigint not null,
  booked_minor bigint not null,
  pending_minor bigint not null,
  -- what was booked when the day of changed_at began
  opening_minor bigint not null,
  version bigint not null,
  opened_at timestamp(3) with time zone not null,
  changed_at timestamp(3) with time zone not null
);

create table account_holder (
  customer_id varchar(40) not null references customer (customer_id),
  account_id varchar(40) not null references account (account_id),
  primary key (customer_id, account_id)
);

create table account_transaction (
  transaction_id varchar(60) primary key,
  account_id varchar(40) not null references account (account_id),
  amount_minor bigint not null,
  currency varchar(3) not null,
  status varchar(4) not null,
  kind varchar(20) not null,
  description varchar(500) not null,
  merchant_name varchar(350),
  merchant_category_code varchar(4),
  counterparty_name varchar(350),
  counterparty_identification varchar(256),
  reference varchar(210) not null,
  against_account_id varchar(40) not null,
  booked_at timestamp(3) with time zone not null,
  balance_after_minor bigint,
  -- of a payment in another currency; the rate is what one unit of the account's currency was worth in it
  instructed_minor bigint,
  instructed_currency varchar(3),
  exchange_rate_millionths bigint
);

-- A page of an account's transactions, newest first, at any depth.
create index account_transaction_newest on account_transaction (account_id, booked_at desc, transaction_id desc);

-- Double entry, append-only. layer PDNG holds what is not booked yet; booking takes it out there and puts it into BOOK.
-- account_id is a customer's account or one of the bank's own, such as card-settlement-gbp.
create table entry (
  posting_id varchar(60) not null,
  layer varchar(4) not null,
  account_id varchar(40) not null,
  amount_minor bigint not null,
  currency varchar(3) not null,
  entered_at timestamp(3) with time zone not null,
  primary key (posting_id, layer, account_id)
);
