//! Finds words of feeling or blame, and words that point to domestic abuse.

use super::folded_words::{NoWidth, fold_words, has_no_width};
use super::jargon::Jargon;
use super::remark::Remark;

/// Finds the phrases in a text, by whole words and whatever their case, accents and hyphens.
pub(super) fn find_watched_phrases(text: &str, jargon: &Jargon) -> Vec<Remark> {
    let wanted = jargon.watched_phrases();
    let mut remarks = wanted.find_in(&fold_words(text, NoWidth::Joins));
    if has_no_width(text) {
        let parted = wanted.find_in(&fold_words(text, NoWidth::Parts));
        let others: Vec<_> = parted.into_iter().filter(|remark| !remarks.contains(remark)).collect();
        remarks.extend(others);
        remarks.sort_by_key(|remark| remark.span.start);
    }
    remarks
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::domain::plain_language::remark::RemarkKind;

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
    fn other_words_are_not(#[case] text: &str) {
        assert_eq!(abuse(text), Vec::<&str>::new());
    }
}
