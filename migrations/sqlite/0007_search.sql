-- A site's own abbreviations, one a line ("TTHC = thủ tục hành chính"), beside those that every portal has.
alter table site add column abbreviations text not null default '';
