-- What a transaction was for, and which of our customer's own accounts it may lead to.
alter table account add column identification varchar(300);

alter table account_transaction add column bank_code varchar(10);
alter table account_transaction add column merchant_category_code varchar(10);
alter table account_transaction add column counterparty varchar(500);
alter table account_transaction add column counterparty_account varchar(300);
alter table account_transaction add column category varchar(30) default 'OTHER' not null;
create index account_transaction_by_category on account_transaction (category, booked_at);
