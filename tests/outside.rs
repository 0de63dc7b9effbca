//! Traits of other crates on the shipped types: `arbitrary`, `proptest`, `schemars`.

use arbitrary::{Arbitrary, Unstructured};
use atlas_backup::rt::{self, Checked};
use atlas_backup::types::{
    ApiBsonTimestampView, ApiError, BadRequestDetail, FieldViolation, Link,
    RateLimitRemainingHeaders, ServerlessBackupRestoreJob,
    ServerlessBackupRestoreJobDeliveryType as DeliveryType,
};
use proptest::prelude::*;
use proptest::strategy::ValueTree;

/// A value is valid, and comes back from the wire as it was.
fn holds<T: Checked + PartialEq + std::fmt::Debug>(value: &T) {
    assert_eq!(value.validate(), Ok(()), "{value:?}");
    let text = rt::json::to_string(value);
    assert_eq!(rt::json::from_str::<T>(&text).as_ref(), Ok(value), "{text}");
    let again: T = rt::json::from_slice_lenient(text.as_bytes()).unwrap().value;
    assert_eq!(&again, value);
}

fn of_bytes<'a, T: Arbitrary<'a> + Checked + PartialEq + std::fmt::Debug>(
    bytes: &mut Unstructured<'a>,
) {
    holds(&T::arbitrary(bytes).unwrap());
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_the_bytes_a_value_is_valid(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let mut bytes = Unstructured::new(&bytes);
        of_bytes::<ServerlessBackupRestoreJob>(&mut bytes);
        of_bytes::<ApiError>(&mut bytes);
        of_bytes::<BadRequestDetail>(&mut bytes);
        of_bytes::<FieldViolation>(&mut bytes);
        of_bytes::<Link>(&mut bytes);
        of_bytes::<ApiBsonTimestampView>(&mut bytes);
        of_bytes::<RateLimitRemainingHeaders>(&mut bytes);
        of_bytes::<DeliveryType>(&mut bytes);
    }

    #[test]
    fn a_property_takes_values_of_the_types(job: ServerlessBackupRestoreJob, error: ApiError) {
        holds(&job);
        holds(&error);
        prop_assert_eq!(job.target_group_id.len(), 24);
    }
}

#[test]
fn every_optional_member_is_there_at_some_time() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let strategy = any::<ServerlessBackupRestoreJob>();
    let mut seen = std::collections::BTreeSet::new();
    for _ in 0..200 {
        let job = strategy.new_tree(&mut runner).unwrap().current();
        if let rt::Json::Object(members) = rt::json::to_string(&job).parse().unwrap() {
            seen.extend(members.into_keys());
        }
    }
    let named = ServerlessBackupRestoreJob::schema().fields.iter();
    let missing: Vec<_> = named.filter(|field| !seen.contains(field.name)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn the_schema_of_a_type_names_the_types_in_it() {
    let generator = schemars::SchemaGenerator::default();
    let schema = generator.into_root_schema_for::<ServerlessBackupRestoreJob>();
    // The order of members depends on a feature of serde_json that any crate may turn on.
    let schema: rt::Json = serde_json::to_string(&schema).unwrap().parse().unwrap();
    insta::assert_snapshot!(rt::json::to_string_pretty(&schema));
}
