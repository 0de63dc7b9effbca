//! Small documents and what each becomes: `cases/NAME.yaml` beside `cases/NAME.snap`.

use specsmith_codegen::Generator;
use specsmith_codegen::diagnostic::Severity;

/// Every file of types, operations, parameters and servers that a case becomes, then what was found.
fn output(name: &str) -> String {
    let spec = format!("tests/cases/{name}.yaml");
    let run = Generator::new(&spec, "out").generate();
    assert_eq!(run.fault, None);
    let mut text = String::new();
    for file in run.files.as_deref().unwrap_or_default() {
        let is_shown = [
            "src/types/",
            "src/operations/",
            "src/parameters.rs",
            "src/servers.rs",
            "src/security.rs",
        ]
        .iter()
        .any(|start| file.path.starts_with(start));
        if is_shown {
            let body = file.text.split_once('\n').map_or("", |(_, body)| body);
            if !file.path.ends_with("mod.rs") {
                text += &format!("//// {}\n{body}\n", file.path);
            }
        }
    }
    text + &run.render(Severity::Warning)
}

/// What `specsmith explain` says of a schema of a case.
fn explained(name: &str, subject: &str) -> String {
    let spec = format!("tests/cases/{name}.yaml");
    let (_, said) = Generator::new(&spec, "out").explain(subject);
    match said.expect("the document can be read") {
        Ok(text) => text,
        Err(like) => format!("no `{subject}`, but {like:?}"),
    }
}

#[test]
fn every_rule_of_a_union_is_explained() {
    let asked = [
        ("union_discriminator_nested", "Pet"),
        ("union_const_property", "U"),
        ("union_kinds_then_property", "#/components/schemas/U"),
        ("union_number_ranges", "U"),
        ("union_text_formats", "U"),
        ("union_presence", "Pet"),
        ("union_presence_optional", "U"),
        ("union_nested_property", "ByKind"),
        ("union_of_objects_by_trial", "U"),
        ("union_with_common_members", "EventCreated"),
        (
            "subtypes_without_mapping",
            "/components/schemas/Home/properties/pet",
        ),
        ("subtypes_without_mapping", "pupp"),
        ("union_kinds_then_property", "Vectors"),
        ("tuples", "OpenAlikeItem"),
        ("union_list_items", "Position"),
        // What has no type of its own.
        ("number_bounds", "/components/schemas/A/properties/c"),
        ("null_alone", "/components/schemas/A/properties/several"),
        ("list_of_objects", "/components/schemas"),
    ];
    let said: Vec<String> = asked
        .iter()
        .map(|(case, subject)| format!("== {case}: {subject}\n{}", explained(case, subject)))
        .collect();
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("cases");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("explained", said.join("\n")));
}

macro_rules! cases {
    ($($name:ident)*) => {
        const NAMES: &[&str] = &[$(stringify!($name)),*];
        $(
            #[test]
            fn $name() {
                let mut settings = insta::Settings::clone_current();
                settings.set_snapshot_path("cases");
                settings.set_prepend_module_to_snapshot(false);
                settings.set_omit_expression(true);
                settings.bind(|| insta::assert_snapshot!(stringify!($name), output(stringify!($name))));
            }
        )*
    };
}

#[test]
fn every_document_is_a_case() {
    let mut found: Vec<_> = std::fs::read_dir("tests/cases")
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "yaml"))
        .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    found.sort();
    assert_eq!(found, NAMES);
}

cases! {
    all_of_alternatives_and_members
    all_of_annotations
    all_of_contradictions
    all_of_member_again
    all_of_merged
    all_of_nullable
    all_of_required_only
    all_of_scalars
    all_of_single_reference
    all_of_two_unions
    all_of_values_with_members
    answers_called_after_statuses
    any_value
    content_of_bytes
    contradiction
    defaults
    defaults_of_lists_and_unions
    defaults_of_objects
    discriminator_filled_in
    docs_code_by_spaces
    docs_constraints
    docs_constraints_3_0
    docs_deprecated
    docs_escaped
    docs_links
    docs_of_errors
    docs_of_html
    docs_of_nullable
    docs_quotes
    docs_said_twice
    docs_values
    enum_alternatives_beside_object
    enum_colliding_values
    enum_inline
    enum_integers
    enum_integers_open
    enum_mixed
    enum_narrowed_by_parts
    enum_nullable
    enum_odd_values
    enum_of_any_kind
    enum_of_constants
    enum_of_items
    enum_open
    enum_open_with_pattern
    enum_or_null
    enum_strings
    enum_unknown_value
    enum_without_values
    formats_of_the_registry
    integer_widths
    keyword_wrong_kind
    link_called_self
    link_of_an_odd_status
    list_of_fixed_length
    list_of_lists
    list_of_nullable
    list_of_objects
    list_of_strings
    list_without_items
    map_of_nullable
    map_of_objects
    map_of_strings
    meant
    names_alike_but_for_case
    names_keywords
    names_new_taken
    names_of_rust
    names_of_the_nearest
    names_of_the_runtime
    names_of_what_stands_inline
    null_alone
    number_bounds
    number_whole
    object_argument_order
    object_closed
    object_counts
    object_empty
    object_extras_any
    object_extras_name_taken
    object_extras_typed
    object_five_required
    object_flag_of_one_value
    object_members
    object_members_one_way
    object_nested_inline
    object_nullable
    object_patterns
    object_read_only
    object_required_unknown
    object_unevaluated_typed
    object_without_type
    operation_body
    operation_body_form_and_text
    operation_body_in_one_shape
    operation_body_multipart
    operation_body_several_media
    operation_dated_media
    operation_errors_of_one_type
    operation_get
    operation_headers
    operation_ids_alike
    operation_ids_with_path
    operation_links
    operation_media_types
    operation_name_of_a_type
    operation_optional_content
    operation_pages
    operation_parameter_styles
    operation_parameter_twice
    operation_path_parameter_missing
    operation_servers
    operation_several_answers
    operation_streams
    operation_tags_and_servers
    operation_without_id
    parameters_shared
    path_items
    path_with_query_and_fragment
    recursion
    recursion_alias
    recursion_inline
    recursion_mutual
    recursion_required
    reference
    reference_broken
    reference_by_identifier
    reference_chain
    reference_dynamic
    reference_dynamic_beside
    reference_dynamic_inline
    reference_into_property
    reference_with_siblings_3_0
    security_flows
    security_in_one_place
    security_none
    security_of_one
    security_schemes_alike
    security_unsaid
    servers_alike
    string_formats
    string_lengths
    subtypes_by_discriminator
    subtypes_by_value
    subtypes_without_mapping
    swagger_2
    swagger_2_errors
    swagger_2_files
    swagger_2_with_components
    tuples
    tuples_of_tuples
    union_alias_of_itself
    union_alternatives_named
    union_beside_all_of
    union_beside_properties
    union_by_defaults
    union_const_property
    union_constant_property
    union_discriminator
    union_discriminator_default
    union_discriminator_implicit
    union_discriminator_nested
    union_discriminator_without_property
    union_enum_property_partial
    union_enum_sentences
    union_kinds
    union_kinds_then_property
    union_list_items
    union_named_after_its_end
    union_nested_property
    union_nullable
    union_nullable_alternative
    union_number_ranges
    union_of_bounds
    union_of_each_other
    union_of_enums
    union_of_objects_by_trial
    union_of_one
    union_of_one_or_null
    union_of_types
    union_of_values
    union_one_of_and_any_of
    union_or_nullable
    union_presence
    union_presence_optional
    union_says_its_name
    union_subtype_without_members
    union_text_formats
    union_trial
    union_twins
    union_with_common_members
    union_with_itself
    webhooks_and_callbacks
    words_of_other_languages
}
