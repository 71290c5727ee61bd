-- Reads of account information without the customer, as far back as they count. account_id '': of all accounts of a consent.
create table unattended_call (
  client_id varchar(64) not null,
  customer_id varchar(40) not null,
  endpoint varchar(80) not null,
  account_id varchar(40) not null,
  called_at timestamp(3) with time zone not null
);

create index unattended_call_of_read on unattended_call (customer_id, client_id, endpoint, account_id, called_at);
