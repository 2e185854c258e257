-- Who asks which letters have been read since then goes on by these, from reading to reading. See docs/adr/0031-letters.md.
create index receipt_read_at on mail.receipt (read_at, letter_id);
create index carer_receipt_read_at on mail.carer_receipt (read_at, letter_id);
