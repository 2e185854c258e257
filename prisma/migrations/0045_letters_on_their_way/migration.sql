-- Only while a message is held it stands for its letter: one message may bring several. See prisma/schema/mail.prisma.
drop index mail.dispatch_message;
create unique index dispatch_held on mail.dispatch (organisation_id, message) where letter_id is null;
