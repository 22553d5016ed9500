-- Times are milliseconds since 1970 UTC; ids are UUIDs in their 36 character form.
create table account (
    id varchar(36) primary key,
    username varchar(64) not null unique,
    display_name varchar(100) not null,
    administrator boolean not null,
    password_hash varchar(255) not null,
    must_change_password boolean not null,
    disabled boolean not null,
    theme varchar(10) not null,
    created_at bigint not null,
    last_sign_in_at bigint
);

-- One sign-in on one device. Of the cookie's secret only the SHA-256 is kept.
create table sign_in (
    id varchar(36) primary key,
    account_id varchar(36) not null references account (id),
    secret_sha256 varchar(64) not null,
    device varchar(200) not null,
    created_at bigint not null,
    expires_at bigint not null
);
create index sign_in_account on sign_in (account_id);
create index sign_in_expires on sign_in (expires_at);

create table conversation (
    id varchar(36) primary key,
    owner_id varchar(36) not null,
    title varchar(120) not null,
    title_origin varchar(10) not null,
    created_at bigint not null,
    updated_at bigint not null,
    last_seq bigint not null,
    open_questions integer not null,
    phase varchar(20) not null,
    delete_after bigint
);
create index conversation_owner on conversation (owner_id, updated_at);
create index conversation_deleted on conversation (delete_after);

-- How far the agent's feed has been read; one row.
create table feed_cursor (
    id integer primary key,
    node varchar(36),
    position bigint not null
);
insert into feed_cursor (id, node, position) values (1, null, -1);
