// Schools, health, festivals and the people of the villages.
export const PEOPLE = `
Sáng nay, 1.254 học sinh dự lễ khai giảng năm học mới.
Điểm trường Nậm Khoai có thêm hai lớp mẫu giáo.
Cô giáo Thỏ đi bộ bảy cây số để đến lớp.
Bữa trưa bán trú có thịt, đậu, rau và canh nóng.
Học sinh giỏi được tặng sách, vở và xe đạp.
Trường xin lợp lại mái tôn bị dột ở dãy phòng học cũ.
Lớp xóa mù chữ mở vào buổi tối, sau giờ lên nương.
Thầy Khuê dạy chữ Thái cổ cho lũ trẻ trong bản.
Kỳ thi tốt nghiệp năm nay có 3.412 thí sinh, vắng 8 em.
Nhiều em bỏ học vì lấy vợ, lấy chồng sớm.
Máy tính cũ được sửa lại, đủ cho hai em dùng một máy.
Trạm y tế tiêm vắc-xin miễn phí cho trẻ dưới 5 tuổi.
Bác sĩ khuyên rửa tay kỹ, ăn chín, uống sôi.
Sốt xuất huyết tăng nhẹ: 17 ca trong tuần qua.
Người lớn tuổi nên khám mắt, đo huyết áp mỗi quý một lần.
Cháu bé 14 tháng tuổi được cứu nhờ chuyển viện kịp thời.
Nấm lạ mọc sau mưa, đẹp mã nhưng rất độc.
Chị Mẩy sinh con an toàn tại trạm, mẹ khỏe, con nặng 3,2 kg.
Thuốc nam chỉ nên dùng khi biết rõ cây, rõ vị.
Phòng khám lưu động đến vùng sâu vào thứ Bảy cuối tháng.
Nạn tảo hôn giảm, song vẫn chưa hết hẳn.
Kiết lỵ, tiêu chảy, thủy đậu là ba bệnh hay gặp mùa này.
Ngộ độc rượu ngâm củ ấu tàu làm hai người nhập viện.
Bảo hiểm y tế phủ 98,3% dân số của xã.
Hiến máu đợt này thu được 265 đơn vị.
Người khiếm thị nghe tin trên cổng bằng giọng đọc máy.
Lễ hội Lồng Tồng mở vào mùng tám tháng Giêng.
Trai gái bản trên, bản dưới rủ nhau ném còn, đi cà kheo.
Tiếng khèn, tiếng sáo vẳng lại từ lưng chừng dốc.
Đội lân sư rồng của thôn biểu diễn trước sân đình.
Bà cụ 92 tuổi vẫn ngồi dệt thổ cẩm bên cửa sổ.
Hát then, đàn tính được dạy trong giờ ngoại khóa.
Nghệ nhân hỏi: “Sao cháu không thử gảy một khúc?”
Đêm hội có 12 tiết mục, mở đầu là điệu xòe.
Giải bóng đá nữ thôn bản kết thúc với tỷ số 2 – 1.
Cỗ cưới gọn nhẹ, không mời thuốc lá, không nhạc quá 22 giờ.
Đám hiếu tổ chức văn minh, bỏ dần hủ tục để lâu ngày.
Bảo tàng tỉnh nhận 47 hiện vật do người dân trao tặng.
Đình cổ được trùng tu, giữ nguyên cột lim và ngói mũi hài.
Tết này, mỗi hộ nghèo được nhận 15 kg gạo nếp.
Xuân về, hoa đào, hoa mận nở trắng triền đồi.
Đầu năm, các cụ xin chữ, con trẻ xin lì xì.
Chợ đêm bán đồ thêu, bánh khảo, quẩy nóng, chè đỗ.
Phố đi bộ cấm xe từ 18 giờ tối thứ Sáu.
Thư của một người con xa quê: “Tôi vẫn nhớ mùi khói bếp”.
Mẹ Việt Nam anh hùng Nguyễn Thị Ngữ tròn 100 tuổi.
Anh Giàng A Chớ nuôi ong giỏi, năm ngoái lãi 180 triệu đồng.
Chị em phụ nữ gói 500 bánh chưng gửi ra chốt biên phòng.
Ông Nông Văn Ỷ hiến đất làm sân chơi cho trẻ.
Tổ hòa giải khuyên đôi bên mỗi người nhường một bước.
Vợ chồng anh Sềnh xóa được nhà tạm nhờ 60 triệu đồng hỗ trợ.
Bố mẹ đi làm xa, hai chị em ở với bà ngoại.
Thanh niên lên đường nhập ngũ, cả làng ra tiễn.
Một nhóm sinh viên đến dạy tiếng Anh, kỹ năng bơi.
Câu lạc bộ đọc sách gặp nhau chiều Chủ nhật.
Trẻ em cần được học bơi trước mùa hè.
Ai nhặt được ví có thẻ mang tên Hoàng Thị Kiều xin báo công an xã.
Kẻ gian giả danh cán bộ thuế, gọi điện lừa chuyển tiền.
Đừng bấm vào đường link lạ, đừng đọc mã OTP cho bất kỳ ai.
Facebook của xã bị giả mạo, trang thật có dấu xanh.
Người mất giấy tờ tùy thân gọi số 0205 3 800 113.
Tổng đài 111 bảo vệ trẻ em trực suốt ngày đêm.
Vụ cãi nhau vì lối đi chung được giải quyết êm thấm.
Chồng đánh vợ là phạm luật, hàng xóm hãy lên tiếng.
Quán karaoke ồn ào sau 22 giờ bị nhắc nhở lần hai.
Xe máy đi ngược chiều tông vào cột mốc, hai người bị thương nhẹ.
Đội mũ bảo hiểm đúng cách: cài quai, vừa khít, không lỏng.
Đua xe, nẹt pô, bốc đầu: phạt nặng, tạm giữ xe.
Một cú ngã xe đã khuyến cáo cả làng về rượu bia.
Tiền điện mùa nóng tăng vì nhà nào cũng bật quạt, máy lạnh.
Nước sạch về bản, trẻ con té nước cười khanh khách.
Bếp củi cải tiến đỡ khói, đỡ tốn, dễ nhóm.
Cụ Thụy kể chuyện đi dân công hỏa tuyến năm xưa.
Rượu ngô men lá chỉ nên nhấp, chớ uống quá chén.
Nồi thắng cố sôi sùng sục giữa chợ phiên.
Đứa bé ngẩng lên hỏi: “Bao giờ thì có cầu mới hả ông?”
Ngày hội Đại đoàn kết, cả xóm ăn chung một bữa.
Tiền thưởng 5.000.000 đồng được góp hết vào quỹ khuyến học.
Học bổng “Chắp cánh” trao cho 33 sinh viên vượt khó.
Cô bé giải ba môn Toán mơ làm kỹ sư cầu đường.
Bộ sách giáo khoa mới về đủ trước ngày 20/8.
Đường trơn, thầy trò dắt díu nhau qua suối.
Nhà vệ sinh trường học sạch sẽ, có xà phòng, có gương.
Sữa học đường phát ba buổi mỗi tuần.
Hội chữ thập đỏ sửa 19 ngôi nhà bị lũ cuốn mất bếp.
Người cai nghiện trở về được giúp vốn nuôi dê.
Mỗi thôn có một người gõ kẻng, báo cháy, báo lũ.
Con đường hoa dài 900 m do chị em trồng, chăm, tỉa.
Trong lúc chờ, các cụ đọc báo, uống trà, chơi cờ.
Già làng dặn: rừng còn thì suối còn, suối còn thì bản còn.
Lũ trẻ khoái nhất trò bịt mắt bắt dê.
Khuỷu tay cháu sưng, bác sĩ bó bột ba tuần.
Tiếng trống khuya nghe xa mà rõ.
Quà quê: túi quýt, xâu cá suối, gùi măng vầu.
Cái rét ngọt cuối năm làm bánh chưng thêm dẻo.
Chiếc quạt mo, cái điếu cày, ống bương: đồ cũ mà quý.
Vẽ tranh, nặn tò he, thả diều là ba trò của hè này.
Giữ lấy nếp nhà, giữ lấy tiếng mẹ đẻ.
Thời tiết đẹp, gió nhẹ, rất hợp để đi hội.
Xin cảm ơn bạn đọc đã góp ý; mọi thư đều được trả lời.
Truyện cổ kể rằng thuở ấy núi còn biết đi.
Bà quờ tay tìm chiếc gậy, cười hiền: “Mắt tôi lòa rồi”.
Con ngoẻo đầu ngủ trên lưng mẹ suốt phiên chợ.
Nhà ai cũng sẵn chén nước chè, điếu thuốc lào mời khách.
Chuyến xe cuối rời bến lúc 19 giờ 05, trễ năm phút.
`;
