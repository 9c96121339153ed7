//! The data export of LinkedIn: CSV files, one by one, in a folder or in a ZIP archive.

mod files;

pub use files::{is_archive, is_csv, is_export, unpacked};

use super::addresses::{Addresses, address};
use super::draft::{Block, Draft};
use super::taking::{ADDRESS, Book, CONTACT, Open, View, joined, period, private, single};
use super::unreadable;
use crate::error::Error;
use crate::tree::{Node, Value};

/// How files say that an address is the primary one.
const YES: [&str; 7] = ["yes", "ja", "oui", "sí", "sim", "是", "はい"];

/// Reads the files of an export.
///
/// # Errors
/// Where none of them is one that tells of the person.
pub fn read(files: &[(String, Vec<u8>)]) -> Result<Draft, Error> {
    let (mut text, mut starts, mut tables, mut others) = (String::new(), Vec::new(), Vec::new(), Vec::new());
    let mut notes = Vec::new();
    for (path, bytes) in files {
        let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
        let Some(decoded) = crate::bytes::decode(bytes) else {
            others.push((0, format!("{path}: it is no text")));
            continue;
        };
        notes.extend(decoded.encoding.map(|encoding| format!("{name} is {encoding}, and was read as such.")));
        let start = text.len();
        text.push_str(decoded.text.trim_start_matches('\u{feff}'));
        text.push('\n');
        starts.push((start, name.to_owned()));
        match files::kind(name, &text[start..]) {
            Some(kind) => tables.push(files::table(kind, &text[start..], start)),
            None => others.push((0, format!("{path}: a file that tells nothing about a career"))),
        }
    }
    if tables.is_empty() {
        return Err(unreadable(
            "it has none of the files of LinkedIn's data export",
            "these are Profile.csv, Positions.csv, Education.csv, Skills.csv and so on",
        ));
    }
    let root = Node { at: 0, value: Value::Map(tables) };
    let book = Book::of_files(&text, starts);
    let mut draft = book.draft(&root, Block::default());
    draft.record = Export(book.view(&root)).record();
    let rest = book.draft(&root, Block::default());
    Ok(Draft { notes, unread: rest.unread.into_iter().chain(others).collect(), counted: rest.counted, ..draft })
}

struct Export<'b>(View<'b>);

impl<'b> Export<'b> {
    fn record(&self) -> Block {
        let mut record = Block::default();
        record.block("basics", self.basics());
        record
            .blocks("work", self.each("positions", position))
            .blocks(
                "volunteer",
                [self.each("volunteering", volunteer), self.each("organizations", membership)].concat(),
            )
            .blocks("education", self.each("education", study))
            .blocks("awards", [self.each("honors", honor), self.each("testscores", score)].concat())
            .blocks("certificates", [self.each("certifications", certificate), self.each("courses", course)].concat())
            .blocks("publications", self.each("publications", publication))
            .blocks("patents", self.each("patents", patent))
            .blocks("skills", self.each("skills", |row, block| name(row, block, "name")))
            .blocks("languages", self.each("languages", language))
            .blocks("interests", self.each("causes you care about", cause))
            .blocks("references", self.each("recommendations_received", recommendation))
            .blocks("projects", self.each("projects", project));
        record
    }

    /// The rows of a file, each as an object.
    fn each(&self, file: &str, read: impl Fn(View<'b>, &mut Block)) -> Vec<Block> {
        let row = |row: View<'b>| {
            let mut block = row.block();
            read(row, &mut block);
            block
        };
        self.0.all(file).into_iter().map(row).filter(|block| !block.fields.is_empty()).collect()
    }

    fn basics(&self) -> Block {
        let Some(profile) = self.0.at("profile") else {
            let mut basics = Block::default();
            self.contact(&mut basics);
            private(&mut basics, &CONTACT);
            return basics;
        };
        let mut basics = Block::default();
        let name = joined(&[&profile.text("first name"), &profile.text("last name")]);
        basics.text("name", name).texts("alternateNames", profile.texts("maiden name"));
        basics.text("label", profile.text("headline"));
        self.contact(&mut basics);
        let found = Addresses::of(websites(profile));
        basics.text("url", found.homepage);
        basics.text("summary", joined_summary(profile, self.0));
        basics.block("location", place(profile));
        let mut profiles = found.accounts;
        profiles.extend(handles(profile));
        basics.blocks("profiles", profiles);
        basics.text("birthDate", profile.date("birth date"));
        private(&mut basics, &CONTACT);
        basics
    }

    /// The first address, which is the primary one where the files say so; a record has one.
    fn contact(&self, basics: &mut Block) {
        let mails = self.0.all("email addresses");
        let primary = mails.iter().find(|row| YES.contains(&row.peek_at("primary").to_lowercase().as_str()));
        if let Some(row) = primary.or(mails.first()) {
            basics.text("email", row.text("email address"));
        }
        mails.iter().for_each(|row| ["confirmed", "primary", "updated on"].iter().for_each(|column| row.skip(column)));
        for row in ["phonenumbers", "whatsapp phone numbers"].iter().flat_map(|file| self.0.all(file)) {
            let extension = row.peek_at("extension");
            if basics.get("phone").is_none() {
                let number = row.text("number");
                row.skip("extension");
                basics.text("phone", joined(&[&number, extension]));
                row.skip("type");
            }
        }
    }
}

fn joined_summary(profile: View<'_>, export: View<'_>) -> String {
    let parts = [profile.text("summary"), export.text("profile summary/profile summary")];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
}

fn place(profile: View<'_>) -> Block {
    let mut place = Block::default();
    place.text("address", profile.text("address")).text("postalCode", profile.text("zip code"));
    place.text("city", profile.text("geo location"));
    private(&mut place, &ADDRESS);
    place
}

/// The parts of a list in square brackets, such as `[PORTFOLIO:https://example.org,BLOG:https://example.com]`.
fn bracketed(text: &str) -> Vec<&str> {
    let text = text.trim().trim_start_matches('[').trim_end_matches(']');
    text.split(',').map(str::trim).filter(|part| !part.is_empty()).collect()
}

fn websites(profile: View<'_>) -> Vec<String> {
    let named = |part: &str| address(part.find("http").map_or(part, |at| &part[at..]));
    let links: Option<Vec<String>> = bracketed(profile.peek_at("websites")).into_iter().map(named).collect();
    links.inspect(|_| profile.skip("websites")).unwrap_or_default()
}

/// Handles of Twitter and of messengers; those of messengers are private.
fn handles(profile: View<'_>) -> Vec<Block> {
    let mut accounts = Vec::new();
    for handle in bracketed(&profile.text("twitter handles")) {
        let mut account = single("network", "Twitter");
        account.text("username", handle.trim_start_matches('@'));
        accounts.push(account);
    }
    for messenger in bracketed(&profile.text("instant messengers")) {
        let (network, user) = messenger.split_once(':').unwrap_or(("Messenger", messenger));
        let mut account = single("network", network);
        account.text("username", user).text("visibility", "private");
        accounts.push(account);
    }
    accounts
}

fn name(row: View<'_>, block: &mut Block, field: &str) {
    block.text(field, row.first(&["name", "title"]));
}

/// A period: LinkedIn has no end for what still runs.
fn dates(row: View<'_>, block: &mut Block) {
    let end = row.date("finished on");
    let open = if row.peek_at("finished on").is_empty() || !end.is_empty() { Open::Present } else { Open::Unknown };
    period(block, &row.date("started on"), &end, open);
}

fn position(row: View<'_>, block: &mut Block) {
    block.text("name", row.first(&["company name", "company"])).text("position", row.text("title"));
    block.text("location", row.text("location"));
    dates(row, block);
    block.text("summary", row.text("description"));
}

fn volunteer(row: View<'_>, block: &mut Block) {
    block.text("organization", row.first(&["company name", "organization"])).text("position", row.text("role"));
    dates(row, block);
    let cause = row.text("cause");
    let description = row.text("description");
    block.text("summary", [cause, description].into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join("\n"));
}

fn membership(row: View<'_>, block: &mut Block) {
    block.text("organization", row.text("name")).text("position", row.text("position"));
    dates(row, block);
    block.text("summary", row.text("description"));
}

fn study(row: View<'_>, block: &mut Block) {
    block.text("institution", row.text("school name"));
    block.text("area", row.text("field of study")).text("studyType", row.text("degree name"));
    period(block, &row.date("started on"), &row.date("finished on"), Open::Unknown);
    block.text("score", row.text("grade")).text("summary", row.text("notes"));
    block.texts("highlights", row.texts("activities"));
}

fn honor(row: View<'_>, block: &mut Block) {
    name(row, block, "title");
    block.text("date", row.date("issued on")).text("awarder", row.text("issuer"));
    block.text("summary", row.text("description"));
}

fn score(row: View<'_>, block: &mut Block) {
    name(row, block, "title");
    block.text("date", row.date("test date"));
    let parts = [row.text("score"), row.text("description")];
    block.text("summary", parts.into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join("\n"));
}

fn certificate(row: View<'_>, block: &mut Block) {
    name(row, block, "name");
    block.text("date", row.date("started on")).text("url", row.link("url")).text("issuer", row.text("authority"));
}

fn course(row: View<'_>, block: &mut Block) {
    let name = row.text("name");
    block.checked("name", name, Some("a course; is there a certificate?"));
}

fn publication(row: View<'_>, block: &mut Block) {
    name(row, block, "name");
    block.text("publisher", row.text("publisher")).text("releaseDate", row.date("published on"));
    block.text("url", row.link("url")).text("summary", row.text("description"));
}

fn patent(row: View<'_>, block: &mut Block) {
    name(row, block, "name");
    block.text("number", row.first(&["patent number", "application number", "number"]));
    block
        .text("office", row.first(&["patent office", "office"]))
        .text("status", row.first(&["patent status", "status"]));
    block.text("filingDate", row.date("filing date")).text("filingDate", row.date("filed on"));
    block.text("grantDate", row.date("issued on"));
    let inventors = row.text("inventors");
    block.texts(
        "inventors",
        inventors.split([',', ';']).map(|name| name.trim().to_owned()).filter(|it| !it.is_empty()).collect(),
    );
    block.text("url", row.link("url")).text("summary", row.text("description"));
}

fn language(row: View<'_>, block: &mut Block) {
    name(row, block, "language");
    block.text("fluency", row.text("proficiency"));
}

fn cause(row: View<'_>, block: &mut Block) {
    block.text("name", row.first(&["supported cause", "cause", "name"]));
}

fn recommendation(row: View<'_>, block: &mut Block) {
    block.text("name", joined(&[&row.text("first name"), &row.text("last name")]));
    block.text("reference", row.text("text")).text("visibility", "private");
}

fn project(row: View<'_>, block: &mut Block) {
    name(row, block, "name");
    block.text("description", row.text("description"));
    let start = row.date("started on");
    let end = row.date("finished on");
    let open = if start.is_empty() { Open::Nothing } else { Open::Present };
    period(block, &start, &end, open);
    block.text("url", row.link("url"));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(files: &[(&str, &str)]) -> Vec<(String, Vec<u8>)> {
        files.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect()
    }

    #[test]
    fn columns_that_nobody_knows_and_files_of_other_things_are_listed() {
        let draft = read(&files(&[
            ("Skills.csv", "Name,Rang\nRust,1\n"),
            ("Positions.csv", "Company Name,Title,Started On,Finished On\nAcme,Dev,Mar 2018,someday,more\n"),
            ("messages.csv", "FROM,TO\nsecret,secret\n"),
        ]))
        .unwrap();
        let unread: Vec<String> = draft.unread.iter().map(|(line, text)| format!("{line} {text}")).collect();
        assert_eq!(
            unread,
            [
                "2 Skills.csv: rang: 1",
                "2 Positions.csv: finished on: someday",
                "2 Positions.csv: column 5: more",
                "0 messages.csv: a file that tells nothing about a career",
            ]
        );
        let yaml = draft.to_yaml();
        assert!(yaml.contains("startDate: 2018-03\n    endDate: unknown"), "{yaml}");
    }

    /// The record of an export of three files, without its comments.
    fn record(names: [&str; 3], profile: &str, positions: &str, education: &str) -> String {
        let texts = [profile, positions, education];
        let all: Vec<(&str, &str)> = names.into_iter().zip(texts).collect();
        let draft = read(&files(&all)).unwrap();
        assert_eq!(draft.unread, [], "{names:?}");
        let yaml = draft.to_yaml();
        yaml.lines().filter(|line| !line.trim_start().starts_with('#')).map(|line| format!("{line}\n")).collect()
    }

    #[test]
    fn exports_in_other_languages_say_the_same() {
        let english = record(
            ["Profile.csv", "Positions.csv", "Education.csv"],
            "First Name,Last Name,Headline,Geo Location\nMira,Roth,Engineer,Ulm\n",
            "Company Name,Title,Description,Location,Started On,Finished On\nAcme,Dev,Built,Ulm,Mar 2018,Dec 2020\n",
            "School Name,Start Date,End Date,Notes,Degree Name\nUlm College,2012,2016,Good,BSc\n",
        );
        assert!(english.contains("startDate: 2018-03\n    endDate: 2020-12\n"), "{english}");
        for (names, profile, positions, education) in [
            (
                ["Profil.csv", "Positionen.csv", "Ausbildung.csv"],
                "Vorname,Nachname,Profilslogan,Standort",
                "Firmenname,Position,Beschreibung,Ort,Beginn,Ende\nAcme,Dev,Built,Ulm,März 2018,Dez. 2020",
                "Name der Hochschule,Startdatum,Enddatum,Notizen,Abschluss",
            ),
            (
                ["Profil.csv", "Postes.csv", "Formation.csv"],
                "Prénom,Nom,Titre,Lieu",
                "Nom de l'entreprise,Poste,Description,Lieu,Date de début,Date de fin\nAcme,Dev,Built,Ulm,mars 2018,déc. 2020",
                "Nom de l'école,Date de début,Date de fin,Notes,Diplôme",
            ),
            (
                ["Perfil.csv", "Puestos.csv", "Educación.csv"],
                "Nombre,Apellidos,Titular,Ubicación",
                "Nombre de la empresa,Puesto,Descripción,Ubicación,Fecha de inicio,Fecha de finalización\n\
                 Acme,Dev,Built,Ulm,mar. 2018,dic. de 2020",
                "Institución educativa,Fecha de inicio,Fecha de finalización,Notas,Titulación",
            ),
            (
                ["Perfil.csv", "Cargos.csv", "Formação acadêmica.csv"],
                "Nome,Sobrenome,Título,Localização",
                "Nome da empresa,Cargo,Descrição,Localidade,Data de início,Data de término\n\
                 Acme,Dev,Built,Ulm,março de 2018,dez de 2020",
                "Instituição de ensino,Data de início,Data de término,Notas,Diploma",
            ),
            (
                ["个人资料.csv", "职位.csv", "教育经历.csv"],
                "名字,姓氏,标题,所在地",
                "公司名称,职位,描述,地点,开始时间,结束时间\nAcme,Dev,Built,Ulm,2018年3月,2020年12月",
                "学校名称,开始时间,结束时间,备注,学位",
            ),
            (
                // Names that nobody knows: the columns tell.
                ["個人.csv", "經歷.csv", "大學.csv"],
                "名字,姓氏,標題,地點",
                "公司名稱,職稱,說明,地點,開始日期,結束日期\nAcme,Dev,Built,Ulm,2018年3月,2020年12月",
                "學校名稱,開始日期,結束日期,備註,學位",
            ),
            (
                ["プロフィール.csv", "職歴.csv", "学歴.csv"],
                "名,姓,ヘッドライン,所在地",
                "会社名,役職,説明,勤務地,開始日,終了日\nAcme,Dev,Built,Ulm,2018年3月,2020年12月",
                "学校名,開始日,終了日,メモ,学位",
            ),
        ] {
            let told = record(
                names,
                &format!("{profile}\nMira,Roth,Engineer,Ulm\n"),
                positions,
                &format!("{education}\nUlm College,2012,2016,Good,BSc\n"),
            );
            assert_eq!(told, english, "{names:?}");
        }
    }

    #[test]
    fn files_that_a_program_has_saved_with_semicolons_are_read() {
        let draft = read(&files(&[("x.csv", "Company Name;Title;Started On\nAcme, Inc.;Dev;Mar 2018\n")])).unwrap();
        assert!(draft.to_yaml().contains("name: \"Acme, Inc.\"\n    position: Dev\n    startDate: 2018-03"));
    }

    #[test]
    fn an_export_without_files_of_a_profile_is_refused() {
        assert!(read(&files(&[("messages.csv", "FROM,TO\na,b\n")])).is_err());
        assert!(read(&[]).is_err());
        assert!(unpacked(b"PK\x03\x04 broken").is_err());
    }
}
