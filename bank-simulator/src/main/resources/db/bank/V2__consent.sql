create table consent (
  consent_id         varchar(64)   not null primary key,
  client_id          varchar(64)   not null,
  status             varchar(4)    not null,
  permissions        varchar(1000) not null,
  reads_balances     boolean       not null,
  customer_id        varchar(64),
  expires_at         timestamp(3) with time zone,
  transactions_from  timestamp(3) with time zone,
  transactions_to    timestamp(3) with time zone,
  created_at         timestamp(3) with time zone not null,
  status_changed_at  timestamp(3) with time zone not null,
  version            bigint        not null,
  deleted            boolean       not null
);

create index consent_by_customer on consent (customer_id, created_at);

create table consent_account (
  consent_id  varchar(64) not null references consent (consent_id),
  account_id  varchar(64) not null,
  primary key (consent_id, account_id)
);

create index consent_account_by_account on consent_account (account_id, consent_id);
