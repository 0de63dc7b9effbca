//! Arguments that nobody may see: in errors, in `curl`, in what a recording keeps.

use rt::http::{Operation, OperationTable, Parameter};
use rt::{Schema, Secret, Value as _, View};
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
