select count(erased_at), count(note_erased_at) from publication
