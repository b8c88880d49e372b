-- The salt goes with the words: what is left of them cannot be guessed.
update publication set note = '', note_salt = '', note_erased_at = $2 where revision_id = $1 and note <> ''
