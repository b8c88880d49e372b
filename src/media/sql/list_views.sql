select m.id, m.kind, m.name, m.mime, m.bytes, m.width, m.height,
  r.format, r.width as rendition_width, r.height as rendition_height, r.hash as rendition_hash
from media m
join rendition r on r.media_id = m.id
where (m.site_id = $1) is true and m.id in (
  $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17,
  $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33,
  $34, $35, $36, $37, $38, $39, $40, $41, $42, $43, $44, $45, $46, $47, $48, $49,
  $50, $51, $52, $53, $54, $55, $56, $57, $58, $59, $60, $61, $62, $63, $64, $65
)
order by m.id, r.format, r.width
