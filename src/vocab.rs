//! The terms that the graph is written in: one module a prefix, one line a term.

/// The prefixes of the graph: they shorten IRIs, and queries need not declare them.
pub const PREFIXES: [(&str, &str); 7] = [
    ("owl", owl::NAMESPACE),
    ("prov", prov::NAMESPACE),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("schema", schema::NAMESPACE),
    ("vita", vita::NAMESPACE),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

macro_rules! namespace {
    ($(#[doc = $doc:literal])+ $module:ident = $namespace:literal { $($name:ident = $local:literal,)* }) => {
        $(#[doc = $doc])+
        pub mod $module {
            use oxigraph::model::NamedNodeRef;

            /// The namespace.
            pub const NAMESPACE: &str = $namespace;
            /// All terms of this module.
            pub const TERMS: &[NamedNodeRef<'static>] = &[$($name),*];
            $(
                #[doc = concat!("`", stringify!($module), ":", $local, "`")]
                pub const $name: NamedNodeRef<'static> = NamedNodeRef::new_unchecked(concat!($namespace, $local));
            )*
        }
    };
}

namespace! {
    /// schema.org, version 30.0.
    schema = "http://schema.org/" {
        // Classes.
        ARTICLE = "Article",
        BLOG_POSTING = "BlogPosting",
        BOOK = "Book",
        CHAPTER = "Chapter",
        CREATIVE_WORK = "CreativeWork",
        DATASET = "Dataset",
        DEFINED_TERM = "DefinedTerm",
        DEFINED_TERM_SET = "DefinedTermSet",
        CREDENTIAL = "EducationalOccupationalCredential",
        EMPLOYEE_ROLE = "EmployeeRole",
        ITEM_LIST = "ItemList",
        LANGUAGE = "Language",
        LIST_ITEM = "ListItem",
        OBSERVATION = "Observation",
        ORGANIZATION = "Organization",
        ORGANIZATION_ROLE = "OrganizationRole",
        PERSON = "Person",
        POSTAL_ADDRESS = "PostalAddress",
        PRESENTATION = "PresentationDigitalDocument",
        PROFILE_PAGE = "ProfilePage",
        PROPERTY_VALUE = "PropertyValue",
        REPORT = "Report",
        ROLE = "Role",
        SCHOLARLY_ARTICLE = "ScholarlyArticle",
        SOFTWARE_APPLICATION = "SoftwareApplication",
        SOFTWARE_SOURCE_CODE = "SoftwareSourceCode",
        THESIS = "Thesis",
        // Properties.
        ABOUT = "about",
        ABSTRACT = "abstract",
        ADDITIONAL_TYPE = "additionalType",
        ADDRESS = "address",
        ADDRESS_COUNTRY = "addressCountry",
        ADDRESS_LOCALITY = "addressLocality",
        ADDRESS_REGION = "addressRegion",
        ALTERNATE_NAME = "alternateName",
        ALUMNI = "alumni",
        ALUMNI_OF = "alumniOf",
        AUTHOR = "author",
        AWARD = "award",
        BIRTH_DATE = "birthDate",
        CODE_REPOSITORY = "codeRepository",
        CONTRIBUTOR = "contributor",
        COPYRIGHT_HOLDER = "copyrightHolder",
        CREATOR = "creator",
        CREDENTIAL_CATEGORY = "credentialCategory",
        DATE_CREATED = "dateCreated",
        DATE_MODIFIED = "dateModified",
        DATE_PUBLISHED = "datePublished",
        DESCRIPTION = "description",
        EDUCATIONAL_LEVEL = "educationalLevel",
        EMAIL = "email",
        EMPLOYEE = "employee",
        END_DATE = "endDate",
        FOUNDER = "founder",
        FOUNDING_DATE = "foundingDate",
        GENRE = "genre",
        HAS_CREDENTIAL = "hasCredential",
        HAS_PART = "hasPart",
        IDENTIFIER = "identifier",
        IMAGE = "image",
        IN_DEFINED_TERM_SET = "inDefinedTermSet",
        IN_LANGUAGE = "inLanguage",
        ITEM = "item",
        ITEM_LIST_ELEMENT = "itemListElement",
        JOB_TITLE = "jobTitle",
        KEYWORDS = "keywords",
        KNOWS_ABOUT = "knowsAbout",
        KNOWS_LANGUAGE = "knowsLanguage",
        LOGO = "logo",
        MAIN_ENTITY = "mainEntity",
        MEMBER_OF = "memberOf",
        MENTIONS = "mentions",
        MIN_VALUE = "minValue",
        NAME = "name",
        NUMBER_OF_ITEMS = "numberOfItems",
        OBSERVATION_ABOUT = "observationAbout",
        OBSERVATION_DATE = "observationDate",
        PARENT_ORGANIZATION = "parentOrganization",
        POSITION = "position",
        POSTAL_CODE = "postalCode",
        PRODUCER = "producer",
        PROPERTY_ID = "propertyID",
        PUBLISHER = "publisher",
        RECOGNIZED_BY = "recognizedBy",
        ROLE_NAME = "roleName",
        SAME_AS = "sameAs",
        START_DATE = "startDate",
        STREET_ADDRESS = "streetAddress",
        SUBJECT_OF = "subjectOf",
        TELEPHONE = "telephone",
        UNIT_TEXT = "unitText",
        URL = "url",
        VALUE = "value",
        VERSION = "version",
        WORKS_FOR = "worksFor",
    }
}

namespace! {
    /// Our own terms, where schema.org has none; declared in `ontology/vitagraph.ttl`.
    vita = "https://w3id.org/vitagraph#" {
        // Classes.
        AWARD = "Award",
        INTEREST = "Interest",
        PROFICIENCY = "Proficiency",
        REFERENCE = "Reference",
        // Properties.
        AREA = "area",
        AT = "at",
        AWARDER = "awarder",
        CANONICAL = "canonical",
        COMPARATOR = "comparator",
        CONFIDENCE = "confidence",
        COURSE = "course",
        DECISION = "decision",
        DEPARTMENT = "department",
        FLUENCY = "fluency",
        FROM = "from",
        HIGHLIGHT = "highlight",
        HOLDER = "holder",
        INCLUDES = "includes",
        LEVEL = "level",
        LOCATION = "location",
        ORGANIZATION_DESCRIPTION = "organizationDescription",
        PATENT_FAMILY = "patentFamily",
        PATENT_OFFICE = "patentOffice",
        PATENT_STATUS = "patentStatus",
        PATH = "path",
        PROJECT = "project",
        REASON = "reason",
        RECORD_SCHEMA = "recordSchema",
        REGION = "region",
        SCORE = "score",
        SKILL = "skill",
        STATUS = "status",
        STUDY_TYPE = "studyType",
        UNREAD = "unread",
        UNTIL = "until",
        VENUE = "venue",
    }
}

namespace! {
    /// Provenance (PROV-O).
    prov = "http://www.w3.org/ns/prov#" {
        ENTITY = "Entity",
        WAS_DERIVED_FROM = "wasDerivedFrom",
    }
}

namespace! {
    /// OWL.
    owl = "http://www.w3.org/2002/07/owl#" {
        SAME_AS = "sameAs",
    }
}

/// The class of patents in Wikidata.
pub const WIKIDATA_PATENT: &str = "http://www.wikidata.org/entity/Q253623";
