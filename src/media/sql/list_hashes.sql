select hash from rendition union select hash from media
