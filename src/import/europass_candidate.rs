//! The Candidate of Europass, as its editor has exported it since 2020.

use super::addresses::Addresses;
use super::draft::Block;
use super::europass::{fluency, iso_country, lines, told};
use super::taking::{ADDRESS, CONTACT, Open, View, joined, period, private};
use crate::text::{Text, language_tag};

/// The record of a candidate: the person, and the profile in the first of its languages.
pub(super) fn record(view: View<'_>) -> Block {
    let mut record = Block::default();
    let profiles = view.all("CandidateProfile");
    let Some(profile) = profiles.first().copied() else {
        record.block("basics", view.at("CandidatePerson").map(|person| basics(person, None)).unwrap_or_default());
        return record;
    };
    let person = view.at("CandidatePerson");
    record.block("basics", person.map(|person| basics(person, Some(profile))).unwrap_or_default());
    profile.skip("ID");
    let list = |path: &str, read: fn(View<'_>, &mut Block)| -> Vec<Block> {
        profile.all(path).into_iter().map(|view| entry(view, read)).filter(|block| !block.fields.is_empty()).collect()
    };
    let jobs = profile.all("EmploymentHistory/EmployerHistory").into_iter().flat_map(posts).collect();
    record
        .blocks("work", jobs)
        .blocks(
            "volunteer",
            [
                list("VoluntaryWorks/VoluntaryWork", volunteer),
                list("NetworksAndMemberships/NetworkAndMembership", volunteer),
            ]
            .concat(),
        )
        .blocks("education", list("EducationHistory/EducationOrganizationAttendance", study))
        .blocks("awards", list("HonorsAndAwards/HonorAndAward", award))
        .blocks(
            "certificates",
            [
                list("Certifications/Certification", certificate),
                list("CourseCertifications/CourseCertification", certificate),
                list("Licenses/License", licence),
            ]
            .concat(),
        )
        .blocks("publications", list("PublicationHistory/Publication", publication))
        .blocks("skills", skills(profile))
        .blocks("languages", [mother_tongues(view), languages(profile)].concat())
        .blocks("interests", list("HobbiesAndInterests/HobbyAndInterest", interest))
        .blocks("projects", [list("Projects/Project", project), list("CreativeWorks/CreativeWork", project)].concat());
    record
}

fn entry(view: View<'_>, read: fn(View<'_>, &mut Block)) -> Block {
    let mut block = view.block();
    read(view, &mut block);
    block
}

fn basics(person: View<'_>, profile: Option<View<'_>>) -> Block {
    let mut basics = Block::default();
    basics.text("name", joined(&[&person.text("PersonName/GivenName"), &person.text("PersonName/FamilyName")]));
    basics.text("email", address_of(person, &["Email"]));
    basics.text("phone", phone(person));
    let sites = channel(person, &["Web", "Website", "SocialMedia", "LinkedIn", "GitHub"]);
    let links: Vec<String> = sites.iter().flat_map(|site| [site.links("URI"), site.links("URL")].concat()).collect();
    let found = Addresses::of(links);
    sites.iter().for_each(settle);
    basics.text("url", found.homepage);
    let about = profile.map(|profile| profile.first(&["ExecutiveSummary", "PersonalStatement", "Summary"]));
    basics.text("summary", lines(&about.unwrap_or_default()).join("\n"));
    basics.block("location", place(person));
    let mut profiles = found.accounts;
    profiles.extend(channel(person, &["InstantMessage", "InstantMessaging"]).into_iter().map(messenger));
    basics.blocks("profiles", profiles).text("birthDate", person.date("BirthDate"));
    private(&mut basics, &CONTACT);
    basics
}

/// What tells only by which way and where somebody is reached.
fn settle(view: &View<'_>) {
    ["ChannelCode", "UseCode", "OtherTitle"].iter().for_each(|key| view.skip(key));
}

/// The ways of communication of some kinds.
fn channel<'b>(person: View<'b>, kinds: &[&str]) -> Vec<View<'b>> {
    let is = |view: &View<'_>| kinds.iter().any(|kind| view.peek_at("ChannelCode").eq_ignore_ascii_case(kind));
    person.all("Communication").into_iter().filter(is).collect()
}

/// The first address of some kinds; a record has one.
fn address_of(person: View<'_>, kinds: &[&str]) -> String {
    let found = channel(person, kinds);
    found
        .first()
        .map(|view| {
            settle(view);
            view.first(&["URI", "Text", "Address"])
        })
        .unwrap_or_default()
}

fn phone(person: View<'_>) -> String {
    let found = channel(person, &["Telephone", "Mobile", "Phone"]);
    let Some(view) = found.first() else { return String::new() };
    settle(view);
    view.skip("CountryCode");
    let dialling = view.text("CountryDialing");
    let number = view.first(&["DialNumber", "FormattedNumber", "Text"]);
    let prefix = if dialling.is_empty() || dialling.starts_with('+') { dialling } else { format!("+{dialling}") };
    [prefix, number].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn messenger(view: View<'_>) -> Block {
    let mut account = view.block();
    account.text("network", view.first(&["OtherTitle", "ChannelCode"])).text("username", view.first(&["Text", "URI"]));
    account.text("visibility", "private");
    settle(&view);
    account
}

fn place(person: View<'_>) -> Block {
    let mut place = Block::default();
    let with_address = person.all("Communication").into_iter().find(|view| view.at("Address").is_some());
    let Some(address) = with_address.and_then(|view| {
        settle(&view);
        view.at("Address")
    }) else {
        return place;
    };
    address.skip("@type");
    place.text("address", address.texts("AddressLine").join(", ")).text("postalCode", address.text("PostalCode"));
    place.text("city", address.text("CityName"));
    place
        .text("countryCode", iso_country(&address.text("CountryCode")))
        .text("region", address.text("CountrySubDivisionCode"));
    private(&mut place, &ADDRESS);
    place
}

/// A date at a path, which stands there or in an element of its own.
fn date(view: View<'_>, path: &str) -> String {
    let inner = view.date(&format!("{path}/FormattedDateTime"));
    if inner.is_empty() { view.date(path) } else { inner }
}

/// A period. A flag says that it lasts.
fn dates(view: View<'_>, block: &mut Block, path: &str, without: Open) {
    let flags = ["CurrentIndicator", "Ongoing"].map(|flag| format!("{path}/{flag}"));
    let current = flags.iter().any(|flag| view.peek_at(flag) == "true");
    let start = date(view, &format!("{path}/StartDate"));
    let end = date(view, &format!("{path}/EndDate"));
    flags.iter().for_each(|flag| view.skip(flag));
    period(block, &start, &end, if current { Open::Present } else { without });
}

/// City and country of an organization.
fn location(view: View<'_>) -> String {
    let city = view.first(&["City", "PositionHistory/City", "OrganizationContact/Communication/Address/CityName"]);
    let country =
        view.first(&["Country", "PositionHistory/Country", "OrganizationContact/Communication/Address/CountryCode"]);
    let country = if country.len() == 2 { iso_country(&country) } else { country };
    [city, country].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

fn website(view: View<'_>) -> String {
    let link = view.link("OrganizationContact/Communication/URI");
    if !link.is_empty() {
        view.all("OrganizationContact/Communication").iter().for_each(settle);
    }
    link
}

/// The posts at an employer.
fn posts(employer: View<'_>) -> Vec<Block> {
    let name = employer.text("OrganizationName");
    let place = location(employer);
    let url = website(employer);
    let positions = employer.all("PositionHistory");
    let mut whole = Block::default();
    let open = Open::Unknown;
    dates(employer, &mut whole, "EmploymentPeriod", open);
    let post = |view: View<'_>| {
        let mut block = employer.block();
        block.text("name", name.as_str()).text("department", view.text("DepartmentName"));
        block.text("position", view.text("PositionTitle"));
        block.text("location", place.as_str()).text("url", url.as_str());
        let own = view.at("EmploymentPeriod/StartDate").is_some();
        if own {
            dates(view, &mut block, "EmploymentPeriod", open)
        } else {
            block.fields.extend(whole.fields.clone())
        }
        told(&mut block, "summary", &view.text("Description"));
        block
    };
    if positions.is_empty() { vec![post(employer)] } else { positions.into_iter().map(post).collect() }
}

fn study(view: View<'_>, block: &mut Block) {
    block.text("institution", view.text("OrganizationName")).text("department", view.text("DepartmentName"));
    let link = website(view);
    block.text("url", if link.is_empty() { view.link("Link") } else { link });
    block.text("area", view.first(&["EducationDegree/FieldOfStudy/MainFieldOfStudy", "FieldOfStudy/MainFieldOfStudy"]));
    let degree = view.text("EducationDegree/DegreeName");
    let programme = view.text("ProgramName");
    block.text("studyType", if degree.is_empty() { programme.as_str() } else { degree.as_str() });
    dates(view, block, "AttendancePeriod", Open::Unknown);
    block.text("score", view.first(&["EducationDegree/FinalGrade/ScoreText", "FinalGrade/ScoreText"]));
    block.text("location", location(view));
    let skills =
        lines(&view.first(&["OccupationalSkillsCovered", "EducationDegree/OccupationalSkillsCovered", "Description"]));
    let programme = (!degree.is_empty() && programme != degree).then_some(programme);
    block.text(
        "summary",
        skills.into_iter().chain(programme).filter(|it| !it.is_empty()).collect::<Vec<_>>().join("\n"),
    );
}

fn volunteer(view: View<'_>, block: &mut Block) {
    block
        .text("organization", view.first(&["OrganizationName", "Title"]))
        .text("position", view.first(&["Role", "Title"]));
    if block.get("organization") == block.get("position") {
        block.fields.pop();
    }
    block.text("url", view.link("Link"));
    dates(view, block, "Date", Open::Unknown);
    told(block, "summary", &view.text("Description"));
}

fn award(view: View<'_>, block: &mut Block) {
    block.text("title", view.text("Title")).text("date", date(view, "Date"));
    block.text("awarder", view.first(&["IssuingAuthority", "OrganizationName"]));
    block.text("summary", lines(&view.text("Description")).join("\n")).text("url", view.link("Link"));
}

fn certificate(view: View<'_>, block: &mut Block) {
    block.text("name", view.first(&["CertificationTypeCode", "CertificationName", "Title"]));
    let dated = ["CertificationDate", "FirstIssuedDate", "Date/StartDate", "Date"].map(|path| date(view, path));
    block.text("date", dated.into_iter().find(|date| !date.is_empty()).unwrap_or_default());
    block
        .text("url", view.link("Link"))
        .text("issuer", view.first(&["IssuingAuthority/IssuingAuthorityName", "IssuingAuthority", "OrganizationName"]));
}

fn licence(view: View<'_>, block: &mut Block) {
    block
        .text("name", view.first(&["LicenseName", "LicenseTypeCode", "Title"]))
        .text("date", date(view, "FirstIssuedDate"));
}

fn publication(view: View<'_>, block: &mut Block) {
    block.text("name", view.first(&["Title", "FormattedPublicationDescription"]));
    block.texts("authors", view.texts("Author/PersonName/FormattedName")).text("venue", view.text("Reference"));
    let dated = [date(view, "Date/StartDate"), date(view, "PublicationDate"), view.date("Year")];
    block.text("releaseDate", dated.into_iter().find(|date| !date.is_empty()).unwrap_or_default());
    block.text("url", view.link("Link")).text("summary", lines(&view.text("Description")).join("\n"));
}

fn project(view: View<'_>, block: &mut Block) {
    block.text("name", view.text("Title"));
    told(block, "description", &view.text("Description"));
    dates(view, block, "Date", Open::Nothing);
    block.text("url", view.link("Link"));
}

fn interest(view: View<'_>, block: &mut Block) {
    block.text("name", view.text("Title")).texts("keywords", lines(&view.text("Description")));
}

/// The groups of skills, and those competencies that are no languages.
fn skills(profile: View<'_>) -> Vec<Block> {
    let groups = [
        "CommunicationAndInterpersonalSkills/CommunicationAndInterpersonalSkill",
        "OrganisationalSkills/OrganisationalSkill",
        "ManagementAndLeadershipSkills/ManagementAndLeadershipSkill",
        "DigitalSkills/DigitalSkillsGroup",
        "DigitalSkills/DigitalSkill",
    ];
    let paths = groups.iter().flat_map(|path| [(*path).to_owned(), format!("Skills/{path}")]);
    let views: Vec<View<'_>> = paths.flat_map(|path| profile.all(&path)).collect();
    let group = |view: View<'_>| {
        let mut block = view.block();
        let title = view.first(&["Title", "Name"]);
        let more =
            [view.texts("DigitalSkill/Name"), view.texts("Skill/Title"), lines(&view.text("Description"))].concat();
        block.text("name", title).texts("keywords", more);
        block
    };
    let others =
        competencies(profile).into_iter().filter(|view| view.peek_at("TaxonomyID") != "language").map(|view| {
            let mut block = view.block();
            view.skip("TaxonomyID");
            block.text("name", view.first(&["CompetencyName", "CompetencyID"]));
            block
        });
    views.into_iter().map(group).chain(others).filter(|block| !block.fields.is_empty()).collect()
}

/// The tag of a language that has a code of three letters.
fn tag(code: &str) -> String {
    language_tag(&Text::plain(code)).unwrap_or_else(|| code.to_owned())
}

fn competencies(profile: View<'_>) -> Vec<View<'_>> {
    profile.all("PersonQualifications/PersonCompetency")
}

fn mother_tongues(candidate: View<'_>) -> Vec<Block> {
    let tongue = |view: View<'_>| {
        let mut block = view.block();
        block.text("language", tag(&view.take())).text("fluency", "mother tongue");
        block
    };
    candidate.all("CandidatePerson/PrimaryLanguageCode").into_iter().map(tongue).collect()
}

fn languages(profile: View<'_>) -> Vec<Block> {
    let spoken = |view: View<'_>| {
        let mut block = view.block();
        view.skip("TaxonomyID");
        block.text("language", tag(&view.first(&["CompetencyName", "CompetencyID"])));
        let levels: Vec<(&str, String)> = view.all("CompetencyDimension").into_iter().map(level).collect();
        block.text("fluency", fluency(&levels));
        block
    };
    competencies(profile).into_iter().filter(|view| view.peek_at("TaxonomyID") == "language").map(spoken).collect()
}

/// The level in one of the ways to know a language: `CEF-Understanding-Listening` is listening.
fn level(view: View<'_>) -> (&str, String) {
    let kind = view.peek_at("CompetencyDimensionTypeCode");
    let level = view.text("Score/ScoreText");
    if !level.is_empty() {
        view.skip("CompetencyDimensionTypeCode");
    }
    let name = match kind {
        "CEF-Speaking-Interaction" => "SpokenInteraction",
        "CEF-Speaking-Production" => "SpokenProduction",
        "CEF-Writing-Production" => "Writing",
        other => other.rsplit('-').next().unwrap_or(other),
    };
    (name, level)
}
