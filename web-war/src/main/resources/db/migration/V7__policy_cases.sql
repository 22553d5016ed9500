-- Calls with the answer that is expected of every policy.
create table policy_case (
    id varchar(36) primary key,
    name varchar(120) not null,
    account_id varchar(36) not null references account (id),
    mode varchar(20) not null,
    tool varchar(200) not null,
    input varchar(20000) not null,
    expected varchar(20) not null,
    author_name varchar(64) not null,
    created_at bigint not null
);
