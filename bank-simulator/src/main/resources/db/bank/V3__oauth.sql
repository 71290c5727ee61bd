create table oauth_client (
  client_id        varchar(64)    not null primary key,
  metadata         varchar(65536) not null,
  management_hash  varchar(64),
  registered_at    timestamp(3) with time zone not null
);

create table client_assertion (
  client_id   varchar(64) not null,
  jti_hash    varchar(64) not null,
  expires_at  timestamp(3) with time zone not null,
  primary key (client_id, jti_hash)
);

create index client_assertion_by_expiry on client_assertion (expires_at);

create table pushed_request (
  uri_hash    varchar(64)    not null primary key,
  client_id   varchar(64)    not null,
  parameters  varchar(16384) not null,
  dpop_jkt    varchar(64),
  pushed_at   timestamp(3) with time zone not null,
  opened      boolean        not null,
  expires_at  timestamp(3) with time zone not null,
  used        boolean        not null
);

create index pushed_request_by_expiry on pushed_request (expires_at);

create table authorization_code (
  code_hash         varchar(64)   not null primary key,
  client_id         varchar(64)   not null,
  redirect_uri      varchar(2048) not null,
  code_challenge    varchar(64)   not null,
  consent_id        varchar(64),
  consent_version   bigint        not null,
  customer_id       varchar(64)   not null,
  scopes            varchar(200)  not null,
  nonce             varchar(2048),
  dpop_jkt          varchar(64),
  authenticated_at  timestamp(3) with time zone not null,
  expires_at        timestamp(3) with time zone not null,
  used              boolean       not null
);

create index authorization_code_by_expiry on authorization_code (expires_at);

create table access_token (
  token_hash       varchar(64)  not null primary key,
  client_id        varchar(64)  not null,
  consent_id       varchar(64),
  consent_version  bigint       not null,
  customer_id      varchar(64),
  scopes           varchar(200) not null,
  code_hash        varchar(64),
  dpop_jkt         varchar(64),
  certificate      varchar(64),
  nonce_needed     boolean      not null,
  issued_at        timestamp(3) with time zone not null,
  expires_at       timestamp(3) with time zone not null
);

create index access_token_by_code on access_token (code_hash);
create index access_token_by_client on access_token (client_id);
create index access_token_by_expiry on access_token (expires_at);

create table refresh_token (
  token_hash        varchar(64)  not null primary key,
  client_id         varchar(64)  not null,
  consent_id        varchar(64),
  consent_version   bigint       not null,
  customer_id       varchar(64)  not null,
  scopes            varchar(200) not null,
  code_hash         varchar(64)  not null,
  authenticated_at  timestamp(3) with time zone not null,
  issued_at         timestamp(3) with time zone not null
);

create index refresh_token_by_code on refresh_token (code_hash);
create index refresh_token_by_client on refresh_token (client_id);
