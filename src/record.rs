//! What one source says about one person: a superset of JSON Resume.
//!
//! The fields stand here once, with their meaning, an example and what they become in the graph;
//! see [`decode`](crate::decode). `docs/record.md` is made from this list.

use crate::date::{Date, End};
use crate::decode::Decode;
use crate::decode::{
    Comparator, Key, Link, Number, ObjectInfo, OneOrMany, Pairs, PostKind, Reader, Stamp, Tag, object_schema, record,
};
use crate::text::Text;
use crate::tree::Node;

record! {
    /// A record: what one source says about one person.
    Record as "record" {
        /// The address of the schema, for editors.
        schema "$schema": Option<String>, Public, "https://json-schema.org/…" => "`vita:recordSchema` of the source";
        /// The address of the person's page, in place of the collection's own page about the person.
        page "page": Option<Link>, Public, "https://stuartlau.github.io/" => "the IRI that all nodes of the person begin with";
        /// The person.
        basics "basics": Option<Basics>, Public, "{name: Stuart Lau}" => "`schema:Person`";
        /// Jobs and internships.
        work "work" | "experience" | "workExperience": Vec<Work>, Public, "[{name: Kuaishou, startDate: 2018-01}]" => "`schema:EmployeeRole`, or `schema:OrganizationRole` for an internship";
        /// Unpaid posts.
        volunteer "volunteer": Vec<Volunteer>, Public, "[{organization: Red Cross, startDate: 2019}]" => "`schema:OrganizationRole`";
        /// Studies and schools.
        education "education": Vec<Education>, Public, "[{institution: Hebei University, endDate: 2009}]" => "`schema:OrganizationRole` and `schema:EducationalOccupationalCredential`";
        /// Prizes, ranks and honours.
        awards "awards": Vec<Award>, Public, "[{title: Best paper, date: 2020}]" => "`schema:award` and `vita:Award`";
        /// Certificates.
        certificates "certificates" | "certifications": Vec<Certificate>, Public, "[{name: CKA, date: 2021-05}]" => "`schema:EducationalOccupationalCredential`";
        /// Papers, books and other publications.
        publications "publications": Vec<Publication>, Public, "[{name: On graphs, releaseDate: 2012}]" => "`schema:ScholarlyArticle` or another `schema:CreativeWork`";
        /// Patents.
        patents "patents": Vec<Patent>, Public, "[{name: Message recall, number: CN0000000A}]" => "`schema:CreativeWork` with the class of patents as `schema:additionalType`";
        /// Skills.
        skills "skills": Vec<Skill>, Public, "[{name: Java}]" => "`schema:knowsAbout` a `schema:DefinedTerm`";
        /// Languages that the person speaks.
        languages "languages": Vec<Language>, Public, "[{language: English}]" => "`schema:knowsLanguage` a `schema:Language`";
        /// Interests.
        interests "interests" | "hobbies": Vec<Interest>, Public, "[{name: Chess}]" => "`vita:Interest`";
        /// What others say about the person.
        references "references": Vec<Reference>, Private, "[{name: A. Smith, reference: Reliable}]" => "`vita:Reference`";
        /// Projects, products and open-source work.
        projects "projects": Vec<Project>, Public, "[{name: OpenDNSSEC, type: open source}]" => "`schema:SoftwareSourceCode`, `schema:SoftwareApplication` or `schema:CreativeWork`";
        /// Figures that the source claims, each at its date.
        statistics "statistics": Vec<Statistic>, Public, "[{name: granted patents, value: 80, comparator: atLeast}]" => "`schema:Observation`";
        /// The source itself.
        meta "meta" | "metadata": Option<Meta>, Public, "{lastModified: 2023}" => "`prov:Entity`";
    }

    /// The person.
    Basics as "basics" {
        /// The full name.
        name "name": Option<Text>, Public, "{zh: 刘硕, en: Stuart Lau}" => "`schema:name`";
        /// Other names and handles.
        alternate_names "alternateNames": Vec<Text>, Public, "[Shuo Liu]" => "`schema:alternateName`";
        /// A short headline, such as the current position.
        label "label" | "headline": Option<Text>, Public, "Tech Lead" => "`schema:jobTitle`";
        /// The address of a portrait.
        image "image" | "picture" | "photo" | "avatar": Option<Link>, Public, "https://example.org/me.jpg" => "`schema:image`";
        /// The e-mail address.
        email "email": Option<String>, Private, "me@example.org" => "`schema:email`";
        /// The telephone number.
        phone "phone" | "telephone" | "tel" | "mobile" | "phoneNumber": Option<String>, Private, "+00 000 0000" => "`schema:telephone`";
        /// The homepage.
        url "url" | "website": Option<Link>, Public, "https://stuartlau.github.io/" => "`schema:url`";
        /// Who the person is, in a few sentences.
        summary "summary" | "bio": Option<Text>, Public, "{en: Leads the messaging platform}" => "`schema:description`";
        /// Where the person lives.
        location "location": Option<Location>, Public, "{city: Beijing, countryCode: CN}" => "`schema:address`";
        /// Accounts elsewhere. Those of messengers (WeChat, QQ, Telegram, …) are private by default.
        profiles "profiles": Vec<Account>, Public, "[{network: GitHub, username: stuartlau}]" => "`schema:sameAs`, and `schema:identifier` for the name of the account";
        /// Identifiers by their systems: `orcid`, `wikidata`, `dblp`, `googleScholar`, `scopus`, `isni`, `viaf` and others.
        identifiers "identifiers": Pairs, Public, "{orcid: 0000-0002-1825-0097}" => "`schema:identifier` a `schema:PropertyValue`; `schema:sameAs` where the system has addresses";
        /// The date of birth.
        birth_date "birthDate": Option<Date>, Private, "1987-05" => "`schema:birthDate`";
    }

    /// A place.
    Location as "location" {
        /// The street address.
        address "address" | "street" | "streetAddress": Option<Text>, Private, "1 Example Street" => "`schema:streetAddress`";
        /// The postal code.
        postal_code "postalCode" | "zip" | "zipCode" | "zipcode": Option<String>, Private, "100000" => "`schema:postalCode`";
        /// The city.
        city "city": Option<Text>, Public, "{zh: 北京, en: Beijing}" => "`schema:addressLocality`";
        /// The country, as a code of two letters (ISO 3166-1).
        country_code "countryCode" | "country": Option<String>, Public, "CN" => "`schema:addressCountry`";
        /// The state or province.
        region "region" | "state": Option<Text>, Public, "California" => "`schema:addressRegion`";
    }

    /// An account elsewhere.
    Account as "profile" {
        /// The service.
        network "network": Option<String>, Public, "GitHub" => "`schema:propertyID`";
        /// The name of the account.
        username "username" | "user": Option<String>, Public, "stuartlau" => "`schema:value`";
        /// The address of the account.
        url "url" | "website": Option<Link>, Public, "https://github.com/stuartlau" => "`schema:sameAs` of the person";
    }

    /// A job or internship.
    Work as "work" {
        /// The employer's name.
        name "name" | "company" | "employer": Option<Text>, Public, "{zh: 快手, en: Kuaishou}" => "`schema:name` of the organization, where the register has none";
        /// The employer's key in the register, or several for one post at several bodies.
        organization "organization": OneOrMany<Key>, Public, "kuaishou" => "`vita:at`, and `schema:worksFor` of the role; for an internship `schema:memberOf`";
        /// The department: its key in the register, or its name.
        department "department": Option<Text>, Public, "kuaishou-im" => "`vita:department` an organization with `schema:parentOrganization`";
        /// The kind of post: `employment` (default), `internship`, `contract`, `freelance` or `founder`.
        kind "kind": Option<PostKind>, Public, "internship" => "the class of the role, and its `schema:additionalType`; `schema:founder` of the organization for a founder";
        /// The title of the post.
        position "position" | "jobTitle" | "title" | "role": Option<Text>, Public, "Tech Lead" => "`schema:roleName`";
        /// Where the work is done.
        location "location": Option<Text>, Public, "{zh: 杭州, en: Hangzhou}" => "`vita:location`";
        /// What the employer does.
        description "description": Option<Text>, Public, "Short video" => "`vita:organizationDescription`";
        /// The employer's homepage.
        url "url" | "website": Option<Link>, Public, "https://www.kuaishou.com" => "`schema:url` of the role, and of an organization that the register has not";
        /// When it began.
        start_date "startDate" | "start": Option<Date>, Public, "2018-01" => "`schema:startDate`, `vita:from`";
        /// When it ended: a date, `present` (also when absent) or `unknown`.
        end_date "endDate" | "end": Option<End>, Public, "present" => "`schema:endDate`, `vita:until`";
        /// What the post was about.
        summary "summary": Option<Text>, Public, "Leads the messaging platform" => "`schema:description`";
        /// What was done and reached.
        highlights "highlights": Vec<Text>, Public, "[Moved the service to three data centres]" => "`vita:highlight`";
        /// Skills and technologies that were used.
        keywords "keywords": Vec<Text>, Public, "[Java, HBase]" => "`vita:skill` of the role";
        /// Projects done in this post.
        projects "projects": Vec<Project>, Public, "[{name: IM Cloud}]" => "`vita:project` of the role";
        /// Figures that the source claims for this post.
        statistics "statistics": Vec<Statistic>, Public, "[{name: team size, value: 4}]" => "`schema:Observation` about the role";
        /// Prizes won in this post.
        awards "awards": Vec<Award>, Public, "[{title: Innovation prize}]" => "`schema:award` and `vita:Award`";
    }

    /// An unpaid post.
    Volunteer as "volunteer" {
        /// The organization: its key in the register, or its name.
        organization "organization" | "company": Option<Text>, Public, "Red Cross" => "`vita:at`, and `schema:memberOf` of the role";
        /// The title of the post.
        position "position" | "title" | "role": Option<Text>, Public, "Organizer" => "`schema:roleName`";
        /// The organization's homepage.
        url "url" | "website": Option<Link>, Public, "https://example.org/" => "`schema:url` of the role, and of an organization that the register has not";
        /// When it began.
        start_date "startDate" | "start": Option<Date>, Public, "2019" => "`schema:startDate`, `vita:from`";
        /// When it ended: a date, `present` (also when absent) or `unknown`.
        end_date "endDate" | "end": Option<End>, Public, "2020" => "`schema:endDate`, `vita:until`";
        /// What the post was about.
        summary "summary": Option<Text>, Public, "Ran the first-aid courses" => "`schema:description`";
        /// What was done and reached.
        highlights "highlights": Vec<Text>, Public, "[Trained 200 people]" => "`vita:highlight`";
    }

    /// A study or school.
    Education as "education" {
        /// The institution's name.
        institution "institution" | "school" | "university": Option<Text>, Public, "{zh: 河北大学, en: Hebei University}" => "`schema:name` of the organization, where the register has none";
        /// The institution's key in the register.
        organization "organization": Option<Key>, Public, "hebei-university" => "`vita:at`, `schema:alumniOf`, `schema:recognizedBy`";
        /// The department: its key in the register, or its name.
        department "department": Option<Text>, Public, "School of Computer Science" => "`vita:department` an organization with `schema:parentOrganization`";
        /// The institution's homepage.
        url "url" | "website": Option<Link>, Public, "https://www.hbu.edu.cn" => "`schema:url` of the role, and of an organization that the register has not";
        /// The subject.
        area "area" | "major" | "fieldOfStudy": Option<Text>, Public, "Information Security" => "`schema:about` of the credential, or `vita:area` of a study without one";
        /// The degree or kind of study.
        study_type "studyType" | "degree": Option<Text>, Public, "Master" => "`schema:educationalLevel` of the credential, or `vita:studyType` of a study without one";
        /// When it began.
        start_date "startDate" | "start": Option<Date>, Public, "2009" => "`schema:startDate`, `vita:from`";
        /// When it ended: a date, `present` (also when absent) or `unknown`.
        end_date "endDate" | "end": Option<End>, Public, "2012" => "`schema:endDate`, `vita:until`; `schema:dateCreated` of the credential";
        /// The mark or grade.
        score "score" | "gpa": Option<Text>, Public, "GPA 3.7" => "`vita:score`";
        /// Courses.
        courses "courses": Vec<Text>, Public, "[Cryptography]" => "`vita:course`";
        /// Where the institution is.
        location "location": Option<Text>, Public, "{zh: 大连, en: Dalian}" => "`vita:location`";
        /// What the study was about.
        summary "summary": Option<Text>, Public, "Thesis on single sign-on" => "`schema:description`";
        /// What was done and reached.
        highlights "highlights": Vec<Text>, Public, "[Admitted without examination]" => "`vita:highlight`";
        /// Figures that the source claims for this study.
        statistics "statistics": Vec<Statistic>, Public, "[{name: entrance rank, value: 50}]" => "`schema:Observation` about the role";
        /// Prizes won in this study.
        awards "awards": Vec<Award>, Public, "[{title: Merit student}]" => "`schema:award` and `vita:Award`";
    }

    /// A prize, rank or honour.
    Award as "award" {
        /// Its title.
        title "title" | "name": Option<Text>, Public, "{en: Best paper}" => "`schema:name`, and `schema:award` of the person";
        /// When it was given.
        date "date": Option<Date>, Public, "2017" => "`schema:dateCreated`";
        /// Who gave it: a key of the register, or a name.
        awarder "awarder": Option<Text>, Public, "Google" => "`vita:awarder` an organization";
        /// What it was for.
        summary "summary": Option<Text>, Public, "Top 5 %" => "`schema:description`";
        /// Its address.
        url "url" | "website": Option<Link>, Public, "https://example.org/prize" => "`schema:url`";
        /// Figures that belong to it, such as ranks.
        statistics "statistics": Vec<Statistic>, Public, "[{name: rank, value: 18}]" => "`schema:Observation` about the award";
    }

    /// A certificate.
    Certificate as "certificate" {
        /// Its name.
        name "name" | "title": Option<Text>, Public, "Certified Kubernetes Administrator" => "`schema:name`";
        /// When it was issued.
        date "date": Option<Date>, Public, "2021-05" => "`schema:dateCreated`";
        /// Its address.
        url "url" | "website": Option<Link>, Public, "https://example.org/cert" => "`schema:url`";
        /// Who issued it: a key of the register, or a name.
        issuer "issuer": Option<Text>, Public, "CNCF" => "`schema:recognizedBy`";
    }

    /// A paper, book or other publication.
    Publication as "publication" {
        /// Its title.
        name "name" | "title": Option<Text>, Public, "On graphs" => "`schema:name`";
        /// Its authors as printed, in order.
        authors "authors": Vec<Text>, Public, "[Shuo Liu, Qiaoyan Wen]" => "`schema:author` a `schema:Role` with `schema:position`; `schema:author` the person";
        /// Its publisher.
        publisher "publisher": Option<Text>, Public, "IEEE" => "`schema:publisher` an organization";
        /// Where it appeared: a journal or conference.
        venue "venue": Option<Text>, Public, "Journal of Graphs" => "`vita:venue`";
        /// When it appeared.
        release_date "releaseDate" | "date": Option<Date>, Public, "2012" => "`schema:datePublished`";
        /// Its kind: `article` (default), `book`, `thesis`, `report`, `chapter`, `talk`, `blog`, `dataset` or another.
        kind "type": Option<String>, Public, "article" => "the class of the work, `schema:genre`";
        /// Its DOI, without address.
        doi "doi": Option<String>, Public, "10.5555/12345678" => "`schema:sameAs`, and `schema:identifier` a `schema:PropertyValue`";
        /// Its address.
        url "url" | "website": Option<Link>, Public, "https://example.org/paper" => "`schema:url`";
        /// What it says.
        summary "summary": Option<Text>, Public, "A model of sign-on" => "`schema:abstract`";
        /// Indexes that list it, and other subjects.
        keywords "keywords": Vec<Text>, Public, "[Ei Compendex]" => "`schema:keywords`";
    }

    /// A patent.
    Patent as "patent" {
        /// Its title.
        name "name": Option<Text>, Public, "Message recall" => "`schema:name`";
        /// Its number, with country and kind codes.
        number "number": Option<String>, Public, "CN0000000A" => "`schema:identifier` a `schema:PropertyValue`";
        /// The patent office.
        office "office": Option<String>, Public, "CN" => "`vita:patentOffice`";
        /// Its status: `granted`, `pending`, `expired`, `abandoned` or another.
        status "status": Option<String>, Public, "granted" => "`vita:patentStatus`";
        /// When it was filed.
        filing_date "filingDate": Option<Date>, Public, "2019-02" => "`schema:dateCreated`";
        /// When it was granted.
        grant_date "grantDate": Option<Date>, Public, "2021-06" => "`schema:datePublished`";
        /// Its inventors as printed, in order.
        inventors "inventors": Vec<Text>, Public, "[刘硕]" => "`schema:creator` a `schema:Role` with `schema:position`; `schema:creator` the person";
        /// Who owns it: a key of the register, or a name.
        assignee "assignee": Option<Text>, Public, "kuaishou" => "`schema:copyrightHolder`";
        /// The family that it belongs to: the number of its first filing.
        family "family": Option<String>, Public, "CN0000000A" => "`vita:patentFamily`";
        /// Its address.
        url "url": Option<Link>, Public, "https://example.org/patent" => "`schema:url`";
        /// What it protects.
        summary "summary": Option<Text>, Public, "A way to recall messages" => "`schema:abstract`";
    }

    /// A skill, or a group of skills.
    Skill as "skill" {
        /// Its name, or its key in the register.
        name "name": Option<Text>, Public, "Kubernetes" => "`schema:knowsAbout` a `schema:DefinedTerm`";
        /// How well it is known.
        level "level": Option<Text>, Public, "{zh: 熟悉, en: proficient}" => "`vita:level` of a `vita:Proficiency`";
        /// Skills that belong to it.
        keywords "keywords": Vec<Text>, Public, "[Helm]" => "`schema:knowsAbout`, and `vita:includes` of the `vita:Proficiency`";
    }

    /// A language that the person speaks.
    Language as "language" {
        /// The language: its name, or its BCP 47 tag.
        language "language" | "name": Option<Text>, Public, "English" => "`schema:knowsLanguage`";
        /// How well it is spoken.
        fluency "fluency" | "level": Option<Text>, Public, "fluent" => "`vita:fluency` of a `vita:Proficiency`";
        /// Figures such as the scores of tests.
        statistics "statistics": Vec<Statistic>, Public, "[{name: CET-6, value: 610}]" => "`schema:Observation` about the `vita:Proficiency`";
    }

    /// An interest.
    Interest as "interest" {
        /// Its name.
        name "name": Option<Text>, Public, "Chess" => "`schema:name`";
        /// What belongs to it.
        keywords "keywords": Vec<Text>, Public, "[Endgames]" => "`schema:keywords`";
    }

    /// What somebody says about the person.
    Reference as "reference" {
        /// Who says it.
        name "name": Option<Text>, Public, "A. Smith" => "`schema:name`";
        /// What is said.
        reference "reference": Option<Text>, Public, "Reliable" => "`schema:description`";
    }

    /// A project, product or piece of open-source work.
    Project as "project" {
        /// Its name.
        name "name" | "title": Option<Text>, Public, "{zh: 快手IM云, en: Kuaishou IM Cloud}" => "`schema:name`";
        /// What it is.
        description "description" | "summary": Option<Text>, Public, "A messaging platform" => "`schema:description`";
        /// What the person did and reached in it.
        highlights "highlights": Vec<Text>, Public, "[Wrote the gateway]" => "`vita:highlight` of the contribution";
        /// Skills and technologies that were used.
        keywords "keywords": Vec<Text>, Public, "[Java]" => "`vita:skill` of the contribution";
        /// When the person's part in it began.
        start_date "startDate" | "start": Option<Date>, Public, "2021-06" => "`schema:startDate`, `vita:from` of the contribution";
        /// When it ended: a date, `present` (also when absent and a start is stated) or `unknown`.
        end_date "endDate" | "end": Option<End>, Public, "2022-02" => "`schema:endDate`, `vita:until` of the contribution";
        /// When the product was launched.
        release_date "releaseDate": Option<Date>, Public, "2022-10" => "`schema:datePublished`";
        /// Its address.
        url "url" | "website": Option<Link>, Public, "https://example.org/project" => "`schema:url`";
        /// Other addresses that tell of it.
        links "links": Vec<Link>, Public, "[https://example.org/news]" => "`schema:subjectOf`";
        /// Organizations that play a part in it, such as partners, customers and rivals: keys of the register, or names.
        mentions "mentions": Vec<Text>, Public, "[icann]" => "`schema:mentions` an organization";
        /// The person's parts in it.
        roles "roles" | "role": Vec<Text>, Public, "[maintainer]" => "`schema:roleName` of the contribution";
        /// Whose project it is: a key of the register, or a name.
        entity "entity": Option<Text>, Public, "kuaishou" => "`schema:producer`";
        /// Its kind: `open source`, `library`, `application`, `product`, `platform`, `service` or another.
        kind "type": Option<String>, Public, "platform" => "the class of the work, `schema:genre`";
        /// Figures that the source claims for it.
        statistics "statistics": Vec<Statistic>, Public, "[{name: daily users, value: 400000000}]" => "`schema:Observation` about the project";
        /// Prizes won with it.
        awards "awards": Vec<Award>, Public, "[{title: Innovation prize}]" => "`schema:award` and `vita:Award`";
    }

    /// A figure that a source claims.
    Statistic as "statistic" {
        /// What is counted or measured.
        name "name": Option<Text>, Public, "{zh: 授权专利, en: granted patents}" => "`schema:name`";
        /// The figure.
        value "value": Option<Number>, Public, "80" => "`schema:value`; `schema:minValue` for `atLeast`";
        /// How the figure is meant: `exactly` (default), `atLeast` or `about`.
        comparator "comparator": Option<Comparator>, Public, "atLeast" => "`vita:comparator`";
        /// What the figure counts.
        unit "unit": Option<Text>, Public, "messages a day" => "`schema:unitText`";
        /// The status of what is counted, such as `granted` or `pending` for patents.
        status "status": Option<String>, Public, "granted" => "`vita:status`";
        /// When the figure held.
        date "date": Option<Date>, Public, "2023" => "`schema:observationDate`";
        /// Where its evidence is.
        url "url": Option<Link>, Public, "https://example.org/list" => "`schema:url`";
        /// Other addresses that tell of it.
        links "links": Vec<Link>, Public, "[https://example.org/archive]" => "`schema:subjectOf`";
        /// Countries and regions that it covers.
        regions "regions": Vec<Text>, Public, "[{zh: 日本, en: Japan}]" => "`vita:region`";
        /// Subjects that it covers.
        keywords "keywords": Vec<Text>, Public, "[{zh: 直播, en: live streaming}]" => "`schema:keywords`";
    }

    /// The source itself.
    Meta as "meta" {
        /// The address of this record's latest version.
        canonical "canonical": Option<String>, Public, "https://example.org/resume.json" => "`vita:canonical`";
        /// Its version.
        version "version": Option<String>, Public, "v1.0.0" => "`schema:version`";
        /// When what it says was last changed; the newest source wins where sources disagree.
        last_modified "lastModified": Option<Stamp>, Public, "2023-05-01" => "`schema:dateModified`";
        /// Where it was taken from: an address, or a file (internal).
        source "source": Option<String>, Public, "https://example.org/about" => "`schema:url`, or `vita:path` for a file";
        /// The language of its plain texts, as a BCP 47 tag.
        language "language": Option<Tag>, Public, "zh" => "`schema:inLanguage`";
    }
}

impl Record {
    /// Reads a record from a tree. Findings go to the reader's report.
    pub fn from_node(node: Node, reader: &mut Reader<'_>) -> Option<Self> {
        Self::decode(node, reader)
    }

    /// The language that a tree states for its plain texts.
    #[must_use]
    pub fn language_of(node: &Node) -> Option<&str> {
        let stated = node.get("meta").and_then(|meta| meta.get("language")).and_then(Node::as_str);
        stated.filter(|tag| oxilangtag::LanguageTag::parse(*tag).is_ok())
    }

    /// The JSON Schema (draft 2020-12) of records.
    #[must_use]
    pub fn json_schema() -> serde_json::Value {
        let definitions: serde_json::Map<_, _> =
            objects().into_iter().skip(1).map(|object| (object.name.to_owned(), (object.schema)())).collect();
        let mut schema = object_schema::<Self>();
        if let Some(top) = schema.as_object_mut() {
            top.insert("$schema".into(), "https://json-schema.org/draft/2020-12/schema".into());
            top.insert("title".into(), "vitagraph record".into());
            top.insert("$defs".into(), definitions.into());
        }
        schema
    }
}

/// All kinds of objects, the record first.
#[must_use]
pub fn objects() -> Vec<ObjectInfo> {
    vec![
        ObjectInfo::of::<Record>(),
        ObjectInfo::of::<Basics>(),
        ObjectInfo::of::<Location>(),
        ObjectInfo::of::<Account>(),
        ObjectInfo::of::<Work>(),
        ObjectInfo::of::<Volunteer>(),
        ObjectInfo::of::<Education>(),
        ObjectInfo::of::<Award>(),
        ObjectInfo::of::<Certificate>(),
        ObjectInfo::of::<Publication>(),
        ObjectInfo::of::<Patent>(),
        ObjectInfo::of::<Skill>(),
        ObjectInfo::of::<Language>(),
        ObjectInfo::of::<Interest>(),
        ObjectInfo::of::<Reference>(),
        ObjectInfo::of::<Project>(),
        ObjectInfo::of::<Statistic>(),
        ObjectInfo::of::<Meta>(),
    ]
}
