// Roads, harvests, forests, weather: what a commune lives from and what it lives through.
export const LAND = `
Đường vào bản Nà Ỏi đổ bê tông xong trước mùa mưa.
Quốc lộ 4B tắc vì đất sạt xuống hai phần ba mặt đường.
Thợ máy làm suốt đêm, tờ mờ sáng thì thông được một làn xe.
Cầu treo cũ đã gỉ, chỉ cho người đi bộ và xe máy qua.
Bà con hiến 4.200 m² đất để mở rộng ngõ xóm.
Rãnh thoát nước hai bên đường còn thiếu nắp đậy.
Xe quá tải làm vỡ cống, chủ xe phải bồi thường.
Biển báo đèo dốc được sơn lại, ban đêm nhìn rõ từ xa.
Tuyến xe buýt số 7 chạy từ chợ huyện đến cửa khẩu, vé 9.000 đồng.
Ổ gà, ổ voi trên đoạn qua chợ đã được vá.
Đèn đường thắp bằng pin mặt trời, tối nào cũng sáng.
Vụ mùa này lúa nếp được giá, mỗi tạ bán 1,3 triệu đồng.
Rau xứ lạnh bén rễ tốt trên đất Mây Ngàn.
Hồi, quế, mắc ca là ba cây chủ lực của tỉnh.
Sương muối làm cháy lá non của 36 ha chè.
Người trồng na rải vôi, tỉa cành, bọc quả từ sớm.
Hợp tác xã bán 20 tấn mận qua sàn thương mại điện tử.
Giống ngô lai chịu hạn cho năng suất 7,2 tấn/ha.
Bò vỗ béo lớn nhanh nhờ cỏ voi ủ chua.
Đàn trâu được che bạt, đốt trấu sưởi ấm suốt đợt rét.
Lợn bản thả rông nay được nuôi trong chuồng sạch.
Bệnh lở mồm long móng xuất hiện ở ba hộ, đã khoanh vùng.
Cá hồi, cá tầm nuôi bằng nước suối lạnh quanh năm.
Ong lấy mật hoa bạc hà, mật sánh và thơm dịu.
Chợ phiên họp ngày mùng năm, mùng mười, rằm và hai mươi.
Nương cũ bỏ hoang nay phủ xanh keo, mỡ, bồ đề.
Kiểm lâm cùng dân tuần rừng, gỡ 63 bẫy thú.
Nhà nào đốt nương phải báo trước cho tổ giữ rừng.
Vết cháy rừng loang rộng chừng nửa héc-ta thì được dập.
Voọc đen má trắng trở lại khu rừng già sau nhiều năm vắng bóng.
Hạn hán kéo dài, ruộng bậc thang nứt nẻ.
Trạm bơm dã chiến hút nước từ sông lên tận chân đồi.
Mưa lũ cuốn trôi 12 căn nhà, rất may không ai thiệt mạng.
Nước suối dâng 3,5 m chỉ trong hai tiếng đồng hồ.
Lũ ống xảy ra lúc nửa đêm, cả thôn chạy lên điểm trường.
Bộ đội biên phòng cõng người già qua đoạn sạt lở.
Hai mươi hộ phải dời nhà khỏi chân ta-luy.
Mực nước hồ Thủy Điện ở ngưỡng an toàn.
Bản tin dự báo: trời rét đậm, có nơi rét hại, gió giật cấp 7.
Dông lốc làm tốc mái 41 ngôi nhà, đổ gãy nhiều cột điện.
Sét đánh chết hai con bò đang gặm cỏ trên đồi.
Băng tuyết phủ trắng đỉnh Mẫu, đường lên rất trơn.
Đừng đi qua ngầm khi nước chảy xiết, dù chỉ ngập đến gối.
Tổ xung kích chằng chống nhà cửa, khơi thông cống rãnh.
Kho dự trữ có 15 tấn gạo, 300 thùng mì, 1.000 lít nước.
Mất sóng 4G hai ngày, liên lạc phải nhờ bộ đàm.
Động đất nhẹ 2,9 độ, nhà cửa không hề hấn gì.
Nứt núi ở bản Khuổi Quý khiến dân thấp thỏm.
Xã xin tỉnh 1,8 tỷ đồng để kè lại bờ suối.
Giếng khoan mới cho nước trong, đã kiểm nghiệm đủ 14 chỉ tiêu.
Rác thải nhựa được gom về hai điểm, mỗi tuần chở đi một lần.
Lò đốt cũ xả khói khét lẹt, dân kêu mãi mới dỡ.
Vỏ bao thuốc trừ sâu phải bỏ vào bể, không vứt xuống mương.
Mỏ đá nổ mìn đúng giờ quy định, có còi báo trước.
Doanh nghiệp khai thác cát trái phép bị phạt 150 triệu đồng.
Dự án cụm thủy lợi nhỏ tưới cho 85 ha ruộng hai vụ.
Máy cày, máy tuốt lúa thay dần sức trâu, sức người.
Thửa ruộng xấu nhất làng nay trồng sen, vừa đẹp vừa có tiền.
Quả hồng Bảo Lâm không hạt được cấp chỉ dẫn địa lý.
Lê rừng ngâm rượu, thạch đen, vịt quay là đặc sản của vùng.
Nhờ mã QR, người mua biết chè hái ở nương nào, ngày nào.
Khách du lịch ngủ nhà sàn, dậy sớm ngắm biển mây.
Homestay của chị Pảo kín phòng cả tháng Mười.
Phở chua, khâu nhục, xôi ngũ sắc bày kín mâm cỗ.
Chó sói lửa chưa thấy lại, song dấu chân gấu thì có.
Cỏ lau cao quá đầu người, che khuất biển chỉ đường.
Thương lái ép giá, bà con quay sang bán online.
Điểm cân sắn đặt ngay ở ngã ba, khỏi phải chở xa.
Phân chuồng ủ hoai bón lót, phân đạm chỉ bón thúc.
Sâu keo mùa thu phá ngô, phải bắt tay từng nõn.
Vịt chạy đồng theo nước, chủ lán dựng tạm bên bờ.
Cây di sản ba trăm năm tuổi bị mục gốc, đã được chống đỡ.
Hàng rào thép gai chắn voi không cần thiết ở vùng này.
Nghề rèn ở Phúc Sen vẫn đỏ lửa mỗi sớm.
Sắn dây, khoai sọ, gừng gió được mùa, mất giá.
Công ty giống nợ dân 470 triệu đồng, hẹn trả trước Tết.
Lối mở qua biên giới thông quan 120 xe nông sản mỗi ngày.
Sông Kỳ Cùng chảy ngược lên phía bắc.
Ruộng lầy thụt, máy gặt không xuống được, phải gặt tay.
Gió lào thổi rát mặt, lá ngô quăn lại.
Bão số 9 suy yếu thành áp thấp, gây mưa vừa, mưa to.
Điện lưới về tới bản cuối cùng vào đúng chiều 30 Tết.
Cột mốc 1116 được phát quang, quét vôi lại.
Đất đỏ ba-dan hợp với cà phê, hồ tiêu; đất đá vôi thì không.
Kênh mương vỡ 18 m, nước tràn vào vườn ươm.
Một quả đồi có thể trượt bất cứ lúc nào, dân phải dời ngay.
Người lái đò nghỉ việc khi có cầu, được học nghề sửa xe.
Giá xăng E5 giảm 320 đồng, cước xe khách vẫn giữ nguyên.
Tôm càng, ốc nhồi, lươn đồng hiếm dần vì thuốc cỏ.
Thảo quả phơi trên gác bếp, thơm nức cả nhà.
Xưởng chế biến gỗ phải lắp bể lắng, hệ thống hút bụi.
Bờ ruộng cuốc sạch cỏ thì chuột không còn chỗ trú.
Máy đo mưa tự động gửi số liệu 10 phút một lần.
Mùa nước đổ, ruộng bậc thang sáng loáng như gương.
Hồ chứa xả lũ có kiểm soát, hạ du nhớ để ý còi.
Suối Ngòi Thủ cạn trơ đáy, cá mắc lại từng vũng.
Đường tỉnh 242 cấm xe trên 10 tấn cho đến khi sửa xong.
Nhà lưới rộng 1.500 m² trồng dâu tây, ớt ngọt, xà lách.
Cỡ quả đều, vỏ mỏng, vị ngọt đậm: đó là lê Mây Ngàn.
Ngỗng, vịt, gà chết hàng loạt phải chôn sâu, rắc vôi.
`;
