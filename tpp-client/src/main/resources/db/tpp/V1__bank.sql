-- Banks we know, what they registered us as, and the customer's consent at each.
create table bank (
  bank_id varchar(100) primary key,
  issuer varchar(500) not null unique,
  public_url varchar(500) not null,
  metadata varchar(20000),
  client_id varchar(200),
  subscription_id varchar(200)
);

-- One row for each consent that was ever connected; the tokens are sealed, and gone once it ended.
create table bank_connection (
  connection_id varchar(36) primary key,
  bank_id varchar(100) not null references bank (bank_id),
  consent_id varchar(200) not null,
  access_token varchar(8000),
  access_token_expires_at timestamp(3) with time zone,
  refresh_token varchar(8000),
  consent_expires_at timestamp(3) with time zone not null,
  connected_at timestamp(3) with time zone not null,
  ended_at timestamp(3) with time zone
);
create index bank_connection_by_bank on bank_connection (bank_id, ended_at);

-- Customers who were sent to their bank and are not back yet.
create table authorization_request (
  state varchar(64) primary key,
  bank_id varchar(100) not null references bank (bank_id),
  consent_id varchar(200) not null,
  consent_expires_at timestamp(3) with time zone not null,
  code_verifier varchar(500) not null,
  browser varchar(64) not null,
  made_at timestamp(3) with time zone not null
);
