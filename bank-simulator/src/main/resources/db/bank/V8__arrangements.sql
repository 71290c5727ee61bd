-- What is agreed about payments to come, and whom an account pays.

-- kind STANDING_ORDER and DIRECT_DEBIT are due on day_of_month of each month in months ("1,2,3"), or the working day
-- after it; kind SCHEDULED_PAYMENT is due once. next_due_at null: nothing is due any more.
-- What is paid is between amount_low_minor and amount_high_minor; to an account of this bank with clears_debt, what it owes.
create table arrangement (
  arrangement_id varchar(40) primary key,
  account_id varchar(40) not null,
  kind varchar(20) not null,
  status varchar(4) not null,
  payee_name varchar(70) not null,
  payee_identification varchar(256) not null,
  to_account_id varchar(40),
  clears_debt boolean not null,
  reference varchar(35) not null,
  currency varchar(3) not null,
  amount_low_minor bigint not null,
  amount_high_minor bigint not null,
  months varchar(30) not null,
  day_of_month int not null,
  first_paid_at timestamp(3) with time zone,
  last_paid_at timestamp(3) with time zone,
  last_paid_minor bigint,
  next_due_at timestamp(3) with time zone
);

create index arrangement_of_account on arrangement (account_id, kind, arrangement_id);
create index arrangement_due on arrangement (next_due_at);

create table beneficiary (
  beneficiary_id varchar(40) primary key,
  account_id varchar(40) not null,
  name varchar(350) not null,
  identification varchar(256) not null,
  reference varchar(35) not null,
  trusted boolean not null
);

create index beneficiary_of_account on beneficiary (account_id, beneficiary_id);

create table offer (
  offer_id varchar(40) primary key,
  account_id varchar(40) not null,
  kind varchar(20) not null,
  description varchar(500) not null,
  term varchar(500) not null,
  rate varchar(9),
  currency varchar(3) not null,
  amount_minor bigint not null,
  starts_at timestamp(3) with time zone not null,
  ends_at timestamp(3) with time zone not null
);

create index offer_of_account on offer (account_id, offer_id);

-- A closed month of an account. The period is [starts_at, ends_at); one statement for each.
create table statement (
  statement_id varchar(60) primary key,
  account_id varchar(40) not null,
  starts_at timestamp(3) with time zone not null,
  ends_at timestamp(3) with time zone not null,
  currency varchar(3) not null,
  opening_minor bigint not null,
  closing_minor bigint not null,
  credits_minor bigint not null,
  debits_minor bigint not null,
  credit_count bigint not null,
  debit_count bigint not null,
  unique (account_id, ends_at)
);
