//! Arguments that nobody may see: in errors, in `curl`, in what a recording keeps.

use rt::http::{Body, Media, Operation, OperationTable, Parameter};
use rt::{Field, Schema, Secret, Value as _, View};
use specsmith_runtime as rt;

/// A call whose header and cookie are secret.
struct Login(Secret);

static LOGIN: OperationTable = OperationTable {
    id: "login",
    method: "GET",
    path: "/login",
    servers: &[],
    parameters: &[
        Parameter::header("X-Token", &Schema::STRING),
        Parameter::cookie("token", &Schema::STRING),
    ],
    body: None,
    accept: &[],
    security: &[],
};

impl rt::http::Arguments for Login {
    fn blank() -> Self {
        Login(Secret::default())
    }
    fn argument(&self, _: usize) -> View<'_> {
        self.0.view()
    }
}

impl Operation for Login {
    type Output = ();
    type Error = rt::Json;
    type Headers = ();
    fn table() -> &'static OperationTable {
        &LOGIN
    }
}

#[test]
fn a_secret_is_sent_and_not_shown() {
    let login = Login(Secret::from("hunter2"));
    let request = login.request("https://h").unwrap();
    for name in ["x-token", "cookie"] {
        let value = request.headers().get(name).unwrap();
        let text = value.to_str().unwrap();
        assert!(value.is_sensitive() && text.ends_with("hunter2"), "{name}");
    }
    let curl = login.to_curl("https://h").unwrap();
    assert!(
        curl.contains("x-token: ***") && !curl.contains("hunter2"),
        "{curl}"
    );
}

#[test]
fn the_error_that_refuses_a_secret_does_not_show_it() {
    let found = Login(Secret::from("hunter2\n"))
        .request("https://h")
        .unwrap_err();
    let said = format!("{found} {found:?}");
    assert!(
        said.contains("header/X-Token") && !said.contains("hunter2"),
        "{said}"
    );
}

/// A call with secrets in its path, its query and its body.
struct Change {
    key: Secret,
    token: Secret,
    body: New,
}

#[derive(Clone)]
struct New {
    name: String,
    password: Secret,
}
static PASSWORD: Schema = Schema::string(&[rt::Rule::Format(rt::Format::Password)]);
static NEW: Schema = Schema::object(
    &[
        Field::required("name", &Schema::STRING),
        Field::required("password", &PASSWORD),
    ],
    &[],
);
rt::object!(New, NEW, [name, password]);

static CHANGE: OperationTable = OperationTable {
    id: "change",
    method: "PUT",
    path: "/keys/{key}",
    servers: &[],
    parameters: &[
        Parameter::path("key", &PASSWORD),
        Parameter::query("token", &PASSWORD),
    ],
    body: Some(Body::required(&[Media::new("application/json", &NEW)])),
    accept: &[],
    security: &[],
};
rt::operation!(Change, CHANGE, [key, token, body], (), rt::Json, ());

/// The same as a form, and as parts, in which nothing can be hidden.
macro_rules! sent_as {
    ($call:ident, $table:ident, $media:literal) => {
        struct $call(Change);
        static $table: OperationTable = OperationTable {
            body: Some(Body::required(&[Media::new($media, &NEW)])),
            ..CHANGE
        };
        impl rt::http::Arguments for $call {
            fn blank() -> Self {
                $call(Change::blank())
            }
            fn argument(&self, index: usize) -> View<'_> {
                self.0.argument(index)
            }
        }
        impl Operation for $call {
            type Output = ();
            type Error = rt::Json;
            type Headers = ();
            fn table() -> &'static OperationTable {
                &$table
            }
        }
    };
}
sent_as!(Form, FORM, "application/x-www-form-urlencoded");
sent_as!(Parts, PARTS, "multipart/form-data");

fn change() -> Change {
    Change {
        key: Secret::from("hunter2"),
        token: Secret::from("hunter2"),
        body: New {
            name: "n".to_owned(),
            password: Secret::from("hunter2"),
        },
    }
}

#[test]
fn a_command_has_no_secret_in_its_url_and_its_body() {
    let request = change().request("https://h").unwrap();
    assert_eq!(request.uri(), "https://h/keys/hunter2?token=hunter2");
    let sent = request.body().as_bytes().unwrap();
    assert_eq!(sent, r#"{"name":"n","password":"hunter2"}"#);
    let curl = change().to_curl("https://h").unwrap();
    assert!(!curl.contains("hunter2"), "{curl}");
    assert!(
        curl.contains("'https://h/keys/***?token=***'")
            && curl.contains(r#"{"name":"n","password":"***"}"#),
        "{curl}"
    );
    let curl = Form(change()).to_curl("https://h").unwrap();
    assert!(
        curl.ends_with("'name=n&password=***'") && !curl.contains("hunter2"),
        "{curl}"
    );
    let curl = Parts(change()).to_curl("https://h").unwrap();
    assert!(
        curl.contains("--data-binary '@./body'") && !curl.contains("hunter2"),
        "{curl}"
    );
}

/// RFC 9110, section 4.2.4: a user in a URL is a credential that everybody reads.
#[test]
fn a_base_with_a_password_is_refused_without_showing_it() {
    let error = change().request("http://u:pa55word@h/v1").unwrap_err();
    let said = error.to_string();
    assert!(!said.contains("pa55word"), "{said}");
    assert!(
        said.contains("http://***@h/v1/keys/{key}") && said.contains("credential"),
        "{said}"
    );
}
