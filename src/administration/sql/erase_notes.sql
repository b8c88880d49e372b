update note set quoted = '', text = case when settled_at is null then text else 'Đã xóa cùng nội dung' end where article_id = $1
