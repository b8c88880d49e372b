select distinct hash from rendition
