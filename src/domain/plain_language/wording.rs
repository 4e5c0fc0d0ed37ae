//! Finds words of feeling or blame, and words that point to domestic abuse.

use super::folded_words::{NoWidth, fold_words, has_no_width, join_spaced_letters, letters_for_signs};
use super::jargon::Jargon;
use super::remark::{Remark, RemarkKind};

/// Finds the phrases in a text, by whole words and whatever their case, accents and hyphens.
pub(super) fn find_watched_phrases(text: &str, jargon: &Jargon) -> Vec<Remark> {
    let wanted = jargon.watched_phrases();
    let words = fold_words(text, NoWidth::Joins);
    let mut remarks = wanted.find_in(&words);
    let mut others = Vec::new();
    if has_no_width(text) {
        others.extend(wanted.find_in(&fold_words(text, NoWidth::Parts)));
    }
    for as_letters in letters_for_signs(text) {
        let found = wanted.find_in(&fold_words(&as_letters, NoWidth::Joins)).into_iter();
        others.extend(found.filter(|remark| remark.kind == RemarkKind::DomesticAbuse));
    }
    if let Some(joined) = join_spaced_letters(&words) {
        let spaced = joined.iter().filter(|word| wanted.are_joined_in(&word.folded));
        others.extend(spaced.filter_map(|word| wanted.abuse_remark(word.start, word.end)));
        others.extend(wanted.find_in(&joined).into_iter().filter(|remark| remark.kind == RemarkKind::DomesticAbuse));
    }
    for other in others {
        if !remarks.contains(&other) {
            remarks.push(other);
        }
    }
    remarks.sort_by_key(|remark| remark.span.start);
    remarks
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn abuse(text: &str) -> Vec<&str> {
        let found = find_watched_phrases(text, crate::policy::jargon::builtin_jargon()).into_iter();
        found
            .filter(|remark| remark.kind == RemarkKind::DomesticAbuse)
            .filter_map(|remark| text.get(remark.span))
            .collect()
    }

    #[rstest]
    #[case("He beat me up on Sunday")]
    #[case("says that he chokes her")]
    #[case("Her ex threatens to kill the children")]
    #[case("her husband is beating the kids")]
    #[case("punched him in the face")]
    #[case("he keeps slapping us")]
    #[case("She is scared of her boyfriend")]
    #[case("Mi esposo me pega")]
    #[case("Él la golpeó anoche")]
    #[case("dice que la golpeo, y que le pegó")]
    #[case("su pareja la amenaza")]
    #[case("amenazó con matarla")]
    #[case("Amenazas de su ex")]
    #[case("víctima de violencia doméstica")]
    #[case("tiene una orden de restricción")]
    #[case("le tiene miedo a su marido")]
    #[case("history of domestic-violence")]
    #[case("domestic\u{200b}violence")]
    #[case("she was ra\u{200b}ped")]
    #[case("DOMESTIC   VIOLENCE")]
    #[case("domestic\u{2011}violence")]
    #[case("D.V. counseling")]
    #[case("DV referral made")]
    #[case("has a TRO against him")]
    #[case("filed for a temporary restraining order")]
    #[case("restraining-orders were filed")]
    #[case("it was rape")]
    #[case("applied under VAWA")]
    #[case("waits for her U-visa")]
    #[case("husband hits her")]
    #[case("he hit me")]
    #[case("her ex-husband is hitting her")]
    #[case("was hit by her husband")]
    #[case("she is scared of her ex-husband")]
    #[case("golpea a su esposa")]
    #[case("me pega")]
    #[case("hay violencia en la casa")]
    #[case("mi esposo me pego\u{301}")]
    #[case("chồng đánh chị ấy")]
    #[case("她說有家暴")]
    #[case("He put her in a chokehold last night")]
    #[case("She fled to a shelter with the kids")]
    #[case("had to flee with the baby")]
    #[case("is afraid to go home after class")]
    #[case("she doesn't feel safe at home")]
    #[case("grabbed her by the hair")]
    #[case("he won't let her leave the house")]
    #[case("she has an order against him")]
    #[case("fears for her life")]
    #[case("terrified of her ex-husband")]
    #[case("tiene miedo de volver a casa")]
    #[case("no la deja salir")]
    #[case("chị ấy sợ về nhà")]
    #[case("她不敢回家")]
    #[case("natatakot umuwi")]
    #[case("dom. violence; domestic viol.")]
    #[case("domest1c abuse at home")]
    #[case("domestic vi0lence")]
    #[case("her hu5band h1ts her")]
    #[case("he h!t$ her")]
    #[case("h i t s her")]
    #[case("he h.i.t.s h.e.r")]
    #[case("d o m e s t i c v i o l e n c e")]
    #[case("ｈｉｔｓ ｈｅｒ")]
    #[case("she was slapped")]
    #[case("abuse by the father of her children")]
    #[case("her ex broke her arm")]
    #[case("says he puts hands on her")]
    #[case("the ex-husband violent")]
    #[case("threw a heavy chair at her")]
    #[case("boyfriend punched wall next to her")]
    #[case("a history of incest")]
    #[case("a trafficking victim")]
    #[case("is getting hit at home")]
    #[case("xin lệnh bảo vệ")]
    #[case("муж бьет её")]
    #[case("он ее избивает")]
    #[case("жертва домашнего насилия")]
    #[case("عنف منزلي")]
    #[case("زوجي يضربني")]
    #[case("تقول إن زوجها يَضْرِبُها")]
    #[case("خشونت خانگی")]
    #[case("شوهرش او را می\u{200c}زند")]
    #[case("가정폭력을 당했다고 함")]
    #[case("남편이 때려요")]
    #[case("nws tus txiv ua phem rau nws")]
    #[case("tus txiv ntaus")]
    #[case("የቤት ውስጥ ጥቃት")]
    #[case("ហិង្សាក្នុងគ្រួសារ")]
    #[case("ប្តីវាយប្រពន្ធ")]
    #[case("ប្ដីវាយប្រពន្ធ")]
    #[case("គាត់វាយខ្ញុំ")]
    #[case("ប្តីធ្វើបាប")]
    #[case("Chồng cô ấy đánh cô ấy")]
    #[case("Chong co ay danh co ay")]
    #[case("Ang kanyang asawa ay nananakit")]
    #[case("Seu marido bate nela")]
    #[case("Ex keeps following her and texting threats")]
    #[case("He won't let her work or see her family")]
    #[case("They fight and he gets physical")]
    #[case("ຜົວຕີລາວ")]
    #[case("สามีทำร้ายเธอ")]
    #[case("घरेलू हिंसा की शिकायत")]
    #[case("ਪਤੀ ਕੁੱਟਦਾ ਹੈ")]
    #[case("Son mari la frappe")]
    #[case("mari li bat li")]
    #[case("夫に殴られた")]
    #[case("чоловік б'є її")]
    #[case("ընտանեկան բռնություն")]
    #[case("he punched in the door, then punched her in the face")]
    #[case("he hit her head against the wall")]
    #[case("he hit her for two hours")]
    #[case("referred to the Family Violence Law Center")]
    #[case("stays at a women's shelter")]
    #[case("chồng đánh máy và đánh vợ")]
    fn words_of_abuse_are_found(#[case] text: &str) {
        assert!(!abuse(text).is_empty(), "{text}");
    }

    #[rstest]
    #[case("She beat the deadline")]
    #[case("Beat her old record of 30 hours by two")]
    #[case("hit a snag; the website was hit by an outage")]
    #[case("He hit me up for a ride to school")]
    #[case("I pushed for an earlier date, she kicked off the job search")]
    #[case("The traffic beat her to the office")]
    #[case("choked up when she told of her new job; choking hazard training")]
    #[case("threatens to close the center; threatened with eviction")]
    #[case("amenaza de desalojo del dueño")]
    #[case("el curso me pegó un susto; pega los recibos en la hoja")]
    #[case("afraid of flying, scared of the exam")]
    #[case("El camión golpeó su carro")]
    #[case("TROuble with the bus, and the trombone class")]
    #[case("a rapid response; grape picking; talked to her therapist")]
    #[case("hit a milestone; she hit her milestone early")]
    #[case("he hits his target; hit by a snow storm; followed by him signing the plan")]
    #[case("scared of her exam; afraid of her experience being too short")]
    #[case("substance abuse counseling; an abuse of the system")]
    #[case("pushed her appointment to Friday; kicked him off the list")]
    #[case("the court has a restraining wall; a protective mask")]
    #[case("stay away from the office on Friday")]
    #[case("The family stays in a homeless shelter with the kids")]
    #[case("afraid to leave her job; scared to leave his job")]
    #[case("fled to the United States in 2019")]
    #[case("gets physical therapy twice a week; passed her physical")]
    #[case("held up by traffic; her notes on her resume")]
    #[case("follows her plan and fears for her job")]
    #[case("le duele el cuello; la diabetes la controla con pastillas")]
    #[case("her schedule does not let her work past four")]
    #[case("pimples; threw her back out at work; bruised her knee at the gym")]
    #[case("She broke her arm at the gym and cannot attend until 12/1")]
    #[case("Punched in at 8 and punched out at 4; a beat up car")]
    #[case("threw a party at her school; hands on training; hit send at 5pm")]
    #[case("Options A B C D E; grade 10 B2 level; room 1A, bus 51B")]
    #[case("Он работает в магазине и ходит на курсы английского языка")]
    #[case("تعمل في متجر وتدرس اللغة الإنجليزية")]
    #[case("او در فروشگاه کار می کند و به کلاس زبان می رود")]
    #[case("상점에서 일하고 영어 수업을 듣고 있습니다")]
    #[case("nws ntaus ntawv thiab mus kawm ntawv Askiv")]
    #[case("Chị ấy làm việc ở cửa hàng và học tiếng Anh")]
    #[case("她在商店工作并学习英语，打我电话")]
    #[case("Nagtatrabaho siya sa tindahan at nag-aaral ng Ingles")]
    #[case("Client hit her 35 hours this month")]
    #[case("daughter hit her head")]
    #[case("The bus hit her car")]
    #[case("El sol le pega fuerte")]
    #[case("La máquina golpea")]
    #[case("Chồng đánh máy nhanh")]
    #[case("丈夫打算上课")]
    #[case("Муж бьёт молотком на стройке")]
    #[case("Sinuntok ng bola ang bintana")]
    #[case("Sinaktan ng ulan ang bubong")]
    #[case("Battered fish line cook")]
    #[case("strangled weeds")]
    #[case("Works for the Family Violence Law Center")]
    #[case("Lives near a women's shelter")]
    #[case("គាត់ធ្វើការនៅហាងហើយរៀនភាសាអង់គ្លេស")]
    #[case("ລາວເຮັດວຽກຢູ່ຮ້ານ")]
    #[case("เธอทำงานที่ร้านและเรียนภาษาอังกฤษ")]
    #[case("店で働き、英語を勉強しています")]
    #[case("वह दुकान में काम करती है और अंग्रेज़ी सीखती है")]
    #[case("ਉਹ ਦੁਕਾਨ ਤੇ ਕੰਮ ਕਰਦੀ ਹੈ")]
    #[case("Ela trabalha na loja e estuda inglês; bate o ponto às 8")]
    #[case("Elle travaille au magasin et suit un cours d'anglais")]
    #[case("Li travay nan magazen an epi li aprann angle")]
    #[case("Вона працює в магазині та вивчає англійську")]
    #[case("Նա աշխատում է խանութում")]
    fn other_words_are_not(#[case] text: &str) {
        assert_eq!(abuse(text), Vec::<&str>::new());
    }
}
