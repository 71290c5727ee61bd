create table oauth_client (
  client_id      varchar(64)    not null primary key,
  metadata       varchar(65536) not null,
  registered_at  timestamp(3) with time zone not null
);

create table client_assertion (
  client_id   varchar(64) not null,
  jti_hash    varchar(64) not null,
  expires_at  timestamp(3) with time zone not null,
  primary key (client_id, jti_hash)
);

create index client_assertion_by_expiry on client_assertion (expires_at);

create table authorization_code (
  code_hash        varchar(64)   not null primary key,
  client_id        varchar(64)   not null,
  redirect_uri     varchar(2048) not null,
  code_challenge   varchar(64)   not null,
  consent_id       varchar(64)   not null,
  consent_version  bigint        not null,
  customer_id      varchar(64)   not null,
  expires_at       timestamp(3) with time zone not null,
  used             boolean       not null
);

create index authorization_code_by_expiry on authorization_code (expires_at);

create table access_token (
  token_hash   varchar(64)  not null primary key,
  client_id    varchar(64)  not null,
  consent_id   varchar(64),
  customer_id  varchar(64),
  scopes       varchar(200) not null,
  code_hash    varchar(64),
  expires_at   timestamp(3) with time zone not null
);

create index access_token_by_code on access_token (code_hash);
create index access_token_by_expiry on access_token (expires_at);

create table refresh_token (
  token_hash       varchar(64)  not null primary key,
  client_id        varchar(64)  not null,
  consent_id       varchar(64)  not null,
  consent_version  bigint       not null,
  customer_id      varchar(64)  not null,
  code_hash        varchar(64)  not null,
  issued_at        timestamp(3) with time zone not null
);

create index refresh_token_by_code on refresh_token (code_hash);
