//! What generated code looks like, by hand: it compiles against the runtime's macros.
#![allow(missing_docs)]
use specsmith_runtime as rt;
use specsmith_runtime::{Field, Rule, Schema};

#[derive(Clone)]
pub struct Job {
    pub cancelled: Option<bool>,
    pub delivery_type: DeliveryType,
    pub reason: Option<Option<String>>,
    pub next: Option<Box<Job>>,
    pub pets: Vec<Pet>,
}
pub static JOB: Schema = Schema::object(
    &[
        Field::optional("cancelled", &Schema::BOOLEAN).read_only(),
        Field::required("deliveryType", &DELIVERY_TYPE),
        Field::optional("reason", &Schema::string(&[Rule::MinLength(1)]).nullable()),
        Field::optional("next", &JOB),
        Field::optional("pets", &Schema::array(&[Rule::Items(&PET)])),
    ],
    &[],
);
rt::object!(Job, JOB, [cancelled, delivery_type, reason, next, pets]);

#[derive(Clone, Debug, PartialEq)]
pub enum DeliveryType {
    Automated,
    Download,
    Unknown(String),
}
rt::string_enum!(
    DeliveryType,
    DELIVERY_TYPE,
    [Automated = "automated", Download = "download"]
);

#[derive(Clone)]
pub enum Pet {
    Job(Box<Job>),
    Name(String),
    Unknown(rt::Json),
}
pub static PET: Schema = Schema::any(&[Rule::OneOf(PET_UNION.variants)]);
pub static PET_UNION: rt::UnionTable = rt::UnionTable {
    schema: &PET,
    variants: &[&JOB, &Schema::STRING],
    select: rt::Select::Kind(&[rt::Types::OBJECT, rt::Types::STRING]),
};
rt::union!(Pet, PET_UNION, [Job, Name]);

#[cfg(feature = "http")]
mod ops {
    use super::*;
    pub struct GetJob {
        pub group_id: String,
        pub pretty: Option<bool>,
    }
    pub static GET_JOB: rt::http::OperationTable = rt::http::OperationTable {
        id: "getJob",
        method: "GET",
        path: "/jobs/{groupId}",
        servers: &[],
        parameters: &[
            rt::http::Parameter::path("groupId", &Schema::string(&[Rule::Pattern("^a$")])),
            rt::http::Parameter::query("pretty", &Schema::BOOLEAN),
        ],
        body: None,
        responses: &[],
        accept: &["application/json"],
        security: &[],
    };
    rt::operation!(GetJob, GET_JOB, [group_id, pretty], Job, Answers, ());
    pub enum Answers {
        NotFound(Job),
        Other(rt::Json),
    }
    rt::answers!(Answers, [NotFound = 404]);
}
