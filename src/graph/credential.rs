//! Degrees and certificates.

use super::Mapper;
use crate::date::End;
use crate::merge::{Item, Period};
use crate::record::{Certificate, Education};
use crate::vocab::schema;

impl<'a> Mapper<'a, '_> {
    pub(super) fn credentials(&mut self) {
        let profile = self.profile;
        for study in &profile.education {
            if self.sees(study.level()) && self.finished(study) {
                self.degree(study);
            }
        }
        for certificate in &profile.certificates {
            if self.sees(certificate.level()) {
                self.certificate(certificate);
            }
        }
    }

    /// Whether a study led to something: it has a degree, and no source says for everybody that it still runs.
    pub(super) fn finished(&self, study: &Item<'_, Education>) -> bool {
        let end = study.end().filter(|_| self.shows(study, Education::end(), Option::is_some));
        !end.is_some_and(|end| *end.value == End::Present) && !study.text(Education::study_type()).is_empty()
    }

    fn degree(&mut self, study: &'a Item<'a, Education>) {
        let (node, person, sources) = (self.fragment("credential", &study.slug), self.person, study.sources());
        self.put(person, schema::HAS_CREDENTIAL, &node, &sources);
        self.node(&node, schema::CREDENTIAL, study);
        self.put(&node, schema::CREDENTIAL_CATEGORY, super::literal("en", "degree"), &sources);
        self.put(&node, schema::CREDENTIAL_CATEGORY, super::literal("zh", "学位"), &sources);
        self.text(&node, schema::NAME, study, Education::study_type());
        self.text(&node, schema::EDUCATIONAL_LEVEL, study, Education::study_type());
        self.text(&node, schema::ABOUT, study, Education::area());
        if let Some(end) = study.end().filter(|_| self.shows(study, Education::end(), Option::is_some))
            && let End::Date(date) = *end.value
        {
            self.put(&node, schema::DATE_CREATED, &super::date_literal(date), &end.sources);
        }
        if let Some((_, organization)) = self.institution(study) {
            self.put(&node, schema::RECOGNIZED_BY, &organization, &sources);
        }
    }

    fn certificate(&mut self, certificate: &Item<'_, Certificate>) {
        let (node, person, sources) =
            (self.fragment("credential", &certificate.slug), self.person, certificate.sources());
        self.put(person, schema::HAS_CREDENTIAL, &node, &sources);
        self.node(&node, schema::CREDENTIAL, certificate);
        self.former(&node, "credential", certificate);
        self.put(&node, schema::CREDENTIAL_CATEGORY, super::literal("en", "certificate"), &sources);
        self.put(&node, schema::CREDENTIAL_CATEGORY, super::literal("zh", "证书"), &sources);
        self.text(&node, schema::NAME, certificate, Certificate::name());
        self.date(&node, schema::DATE_CREATED, certificate, Certificate::date());
        self.link(&node, schema::URL, certificate, Certificate::url());
        let issuer = certificate.text(Certificate::issuer());
        if self.shows(certificate, Certificate::issuer(), Option::is_some)
            && let Some(organization) = self.organization_named(&issuer, &sources)
        {
            self.put(&node, schema::RECOGNIZED_BY, &organization, &sources);
        }
    }
}
