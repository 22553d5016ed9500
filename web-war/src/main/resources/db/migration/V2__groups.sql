-- What an account is in the portal as a whole: USER, AUDITOR or ADMINISTRATOR.
alter table account add column standing varchar(20) default 'USER' not null;
update account set standing = 'ADMINISTRATOR' where administrator = true;
alter table account drop column administrator;

-- A group is known by its name everywhere, policies included, so the name never changes; the label may.
-- origin: who keeps the row; PORTAL is the administrators of this portal.
create table account_group (
    name varchar(64) primary key,
    label varchar(100) not null,
    origin varchar(20) default 'PORTAL' not null,
    created_at bigint not null
);

-- capacity: MEMBER or APPROVER; one may be either without the other.
create table group_membership (
    group_name varchar(64) not null references account_group (name),
    account_id varchar(36) not null references account (id),
    capacity varchar(10) not null,
    origin varchar(20) default 'PORTAL' not null,
    primary key (group_name, account_id, capacity)
);
create index group_membership_account on group_membership (account_id);

-- When the person last confirmed with the password that it is still the same person at this device.
alter table sign_in add column confirmed_at bigint;
