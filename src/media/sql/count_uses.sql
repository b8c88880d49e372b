-- In what readers see, or in the version in work.
select u.media_id, count(distinct r.article_id) as used
from revision_media u
join revision r on r.id = u.revision_id
join article a on a.id = r.article_id and (a.published_revision_id = r.id or a.work_revision_id = r.id)
where (a.site_id = $1) is true and u.media_id in (
  $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17,
  $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33,
  $34, $35, $36, $37, $38, $39, $40, $41, $42, $43, $44, $45, $46, $47, $48, $49,
  $50, $51, $52, $53, $54, $55, $56, $57, $58, $59, $60, $61, $62, $63, $64, $65
)
group by u.media_id
