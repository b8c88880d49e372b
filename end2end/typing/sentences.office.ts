// The matters of the commune's and the province's offices. One sentence a line, as a newsroom would write it.
export const OFFICE = `
Ủy ban nhân dân xã thông báo lịch tiếp công dân tháng 12.
Bộ phận một cửa mở cửa từ 7 giờ 30 đến 17 giờ các ngày làm việc.
Hồ sơ đủ thành phần được tiếp nhận ngay, không hẹn lại lần hai.
Xã đã giải quyết 5.678 hồ sơ, đúng hạn 99,8%.
Công chức phải giải thích rõ, không để dân đi lại nhiều lần.
Người dân nộp hồ sơ trực tuyến được giảm một nửa lệ phí.
Danh mục TTHC mới có 127 thủ tục, bỏ 14 thủ tục cũ.
UBND tỉnh yêu cầu các xã rà soát lại quy chế làm việc.
Chủ tịch xã ký quyết định ngay trong buổi sáng.
“Dân hỏi thì phải trả lời, không được hẹn suông”, ông Vàng nói.
Kỳ họp thứ mười của HĐND xã khai mạc ngày 24/11/2026.
Đại biểu chất vấn về việc chậm sửa cầu Khuổi Lành.
Tờ trình số 45/TTr-UBND được thông qua với 27/28 phiếu.
Văn phòng đăng ký đất đai trả 312 giấy chứng nhận quyền sử dụng đất.
Thôn Nà Ỏi lấy ý kiến về hương ước sửa đổi.
Tổ công nghệ số cộng đồng đến từng nhà chỉ cách cài ứng dụng.
Cán bộ trẻ được cử đi học lớp bồi dưỡng sáu tuần.
Mỗi xã chọn ba việc khó nhất để gỡ trước Tết.
Biên bản họp được gửi qua email trong ngày.
Nhóm Zalo của thôn có 186 thành viên, kể cả người đi làm xa.
Trụ sở mới có phòng đọc, có Wi-Fi và lối đi cho xe lăn.
Ai cần bản sao chứng thực thì mang theo bản chính.
Phí chứng thực là 2.000 đồng một trang, từ trang thứ ba là 1.000 đồng.
Sở Nội vụ kiểm tra việc chấp hành giờ giấc tại 9 xã.
Kết quả khảo sát: 94,6% người được hỏi thấy hài lòng.
Đơn thư nặc danh không có chứng cứ thì không xem xét.
Thanh tra tỉnh công khai kết luận trên cổng thông tin điện tử.
Trang của một số xã ít cập nhật, nội dung còn nghèo nàn.
Ban biên tập phân công người trực cả ngày nghỉ lễ.
Mỗi tin bài phải qua hai khâu: sơ duyệt rồi duyệt đăng.
Lãnh đạo xã trả lời 23 kiến nghị của cử tri, còn 4 việc phải xin ý kiến cấp trên.
Cuộc đối thoại giữa Chủ tịch tỉnh và thanh niên kéo dài ba tiếng.
Ngân sách xã năm 2026 thu được 8,45 tỷ đồng, vượt dự toán 6,3%.
Bà con được quyền giám sát mọi khoản thu – chi của thôn.
Bảng niêm yết giá đặt ở chỗ dễ thấy, chữ to, dễ đọc.
Sổ hộ khẩu giấy không còn giá trị từ ngày 01/01/2023.
Công an xã cấp căn cước lưu động cho người già yếu.
Tài khoản VNeID mức 2 được kích hoạt tại chỗ, mất chừng mười phút.
Ông Lý Seo Sảo được bầu làm Trưởng thôn với 98 phiếu thuận.
Hội Cựu chiến binh nhận đỡ đầu bảy cháu mồ côi.
Mặt trận Tổ quốc xã phát động quỹ “Vì người nghèo”.
Đoàn giám sát ghi nhận nỗ lực, song chỉ rõ năm điểm yếu.
Phòng Tư pháp hướng dẫn ghi chú ly hôn ở nước ngoài.
Đăng ký khai sinh, cấp thẻ bảo hiểm y tế được làm cùng một lúc.
Thủ tục đăng ký kết hôn có yếu tố nước ngoài do xã giải quyết.
Xã nào để hồ sơ quá hạn phải có thư xin lỗi dân.
Phần mềm một cửa bị lỗi lúc 9 giờ, khắc phục xong lúc 9 giờ 40.
Dữ liệu dân cư được làm sạch: đúng, đủ, sạch, sống.
Chữ ký số giúp văn bản đi nhanh hơn, khỏi chờ đóng dấu.
Không ai được thu thêm bất cứ khoản nào ngoài biểu giá.
Mẫu đơn có sẵn tại bàn hướng dẫn và trên cổng.
Cổng thông tin đạt 5.678 lượt truy cập trong tháng, tăng gấp rưỡi.
Ý kiến góp ý gửi về hòm thư vanphong@mayngan.example.vn trước ngày 15/12.
Chỉ thị số 19 nhấn mạnh việc giữ kỷ cương, kỷ luật.
Kế toán xã nộp báo cáo quyết toán đúng hẹn.
Xe công chỉ dùng cho việc công, nghiêm cấm đi lễ chùa.
Việc sáp nhập thôn được bàn kỹ, dân đồng thuận 91%.
Tên gọi mới của xã giữ được dấu ấn của cả hai miền đất cũ.
Ông bảo vệ già nhớ mặt gần hết người đến làm giấy tờ.
Quầy số 3 dành cho người khuyết tật và phụ nữ mang thai.
Lịch cắt điện được báo trước năm ngày trên loa và trên Zalo.
Trưởng phòng nhận lỗi vì để sót hai tờ khai thuế.
Huyện ủy cũ bàn giao xong hồ sơ lưu trữ cho tỉnh.
Thư viện tỉnh số hóa 1.240 trang sách cổ chữ Nôm.
Hội đồng kỷ luật họp kín, kết quả sẽ được công bố.
QUYẾT ĐỊNH VỀ VIỆC CÔNG BỐ DANH MỤC THỦ TỤC HÀNH CHÍNH
ỦY BAN NHÂN DÂN TỈNH MÂY NGÀN
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập – Tự do – Hạnh phúc
THÔNG BÁO LỊCH TIẾP CÔNG DÂN ĐỊNH KỲ
NGHỊ QUYẾT KỲ HỌP THỨ MƯỜI HAI, KHÓA XXI
GIẤY MỜI DỰ HỘI NGHỊ TỔNG KẾT NĂM 2026
KẾ HOẠCH PHÒNG, CHỐNG THIÊN TAI VÀ TÌM KIẾM CỨU NẠN
DANH SÁCH HỘ NGHÈO, HỘ CẬN NGHÈO ĐỂ LẤY Ý KIẾN
LỄ HỘI LỒNG TỒNG: MỌI NGƯỜI ĐỀU ĐƯỢC MỜI
NỮ CÁN BỘ GIỎI VIỆC NƯỚC, ĐẢM VIỆC NHÀ
GIỮ GÌN VỆ SINH, BẢO VỆ NGUỒN NƯỚC SẠCH
SẴN SÀNG ỨNG PHÓ VỚI MƯA LŨ, SẠT LỞ ĐẤT
CẢNH BÁO: ĐƯỜNG TRƠN, DỄ NGÃ, HẠN CHẾ TỐC ĐỘ
KỸ THUẬT TRỒNG MẬN, LÊ, HỒNG KHÔNG HẠT
QUỸ KHUYẾN HỌC XÃ TRAO THƯỞNG 86 HỌC SINH
TUYỂN DỤNG Y SĨ, DƯỢC SĨ CHO TRẠM Y TẾ
PHẨM CHẤT, ĐẠO ĐỨC CỦA NGƯỜI CÁN BỘ
HẺM NHỎ, NGÕ SÂU: XE CỨU HỎA VÀO BẰNG LỐI NÀO?
TRẺ EM HÔM NAY – THẾ GIỚI NGÀY MAI
CHỢ PHIÊN DỜI SANG NGÀY MÙNG TÁM
BỆNH KIẾT LỴ: DẤU HIỆU VÀ CÁCH PHÒNG
TỶ LỆ TIÊM CHỦNG ĐẠT 97,5%
TÙY TỪNG THÔN MÀ CHỌN CÁCH LÀM
RỪNG ĐẶC DỤNG: CẤM CHẶT, CẤM ĐỐT
THẲNG THẮN NHÌN LẠI MẪU ĐƠN CẦN SỬA
BÀ MẸ, TRẺ EM SẼ ĐƯỢC XÉT HỖ TRỢ, GIÚP ĐỠ
Ổ DỊCH TẢ LỢN ĐÃ ĐƯỢC KHOANH LẠI
VỀ MỨC HỖ TRỢ BÒ GIỐNG, ĐỢT MỘT
Hướng dẫn của Bộ gồm ba phần: ai làm, làm gì, khi nào xong.
Xã cử một phó chủ tịch trực điện thoại 24/24 giờ.
Máy lấy số bị kẹt giấy, bà con vui lòng xếp hàng.
Hai xã ký quy chế phối hợp giữ rừng giáp ranh.
Bí thư chi bộ trẻ nhất tỉnh năm nay mới 24 tuổi.
Phiên giải trình được phát trực tiếp, ai cũng xem được.
Mọi khoản đóng góp đều tự nguyện, có sổ ghi và biên lai.
Dự thảo quy hoạch treo ở nhà văn hóa đủ ba mươi ngày.
Người ký văn bản phải chịu trách nhiệm đến cùng.
`;
