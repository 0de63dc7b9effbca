//! Bodies of answers as bytes and as files, by both clients.

mod streaming;
#[path = "http/wire.rs"]
mod wire;

use std::io::{Read as _, Write as _};

use rt::Json;
use rt::http::{Operation, OperationTable, SaveError, TransportError};
use specsmith_runtime as rt;
use streaming::{asynchronous, blocking, following, run};
use wire::Wire;

struct Export {}
static TABLE: OperationTable = OperationTable {
    id: "export",
    method: "GET",
    path: "/export",
    servers: &[],
    parameters: &[],
    body: None,
    accept: &["text/csv"],
    security: &[],
};
rt::operation!(Export, TABLE, [], Json, Json, ());

/// Far more than the client would keep of a body.
const LARGE: usize = 1 << 20;

fn large() -> Wire {
    Wire::raw(|_, stream| {
        stream.write_all(
            format!("HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\nContent-Length: {LARGE}\r\n\r\n")
                .as_bytes(),
        )?;
        for _ in 0..LARGE / 4096 {
            stream.write_all(&[b'x'; 4096])?;
        }
        Ok(true)
    })
}

#[test]
fn bytes_come_in_chunks_and_through_a_reader() {
    let server = large();
    let download = Export {}
        .send_streaming_blocking(&blocking(&server.url))
        .unwrap();
    assert_eq!(
        (download.status().as_u16(), download.content_type()),
        (200, Some("text/csv"))
    );
    assert_eq!(download.length(), Some(LARGE as u64));
    assert_eq!(
        download.map(|chunk| chunk.unwrap().len()).sum::<usize>(),
        LARGE
    );
    let mut download = Export {}
        .send_streaming_blocking(&blocking(&server.url))
        .unwrap();
    let mut start = [0; 10];
    download.read_exact(&mut start).unwrap();
    assert_eq!(&start, b"xxxxxxxxxx");
    assert_eq!(
        std::io::copy(&mut download, &mut std::io::sink()).unwrap(),
        LARGE as u64 - 10
    );
    let limited = Export {}
        .send_streaming_blocking(&blocking(&server.url))
        .unwrap()
        .limit(5000);
    let last = limited.last().unwrap();
    assert!(matches!(last, Err(TransportError::TooLarge(5000))));
    run(async {
        let mut download = Export {}
            .send_streaming(&asynchronous(&server.url))
            .await
            .unwrap();
        let mut came = 0;
        while let Some(chunk) = following(&mut download).await {
            came += chunk.unwrap().len();
        }
        assert_eq!(came, LARGE);
    });
}

/// A folder of its own, without what is in it.
struct Folder(std::path::PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("specsmith-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Folder(path)
    }
    fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(&self.0).unwrap();
        entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[cfg(unix)]
#[test]
fn what_is_replaced_keeps_who_may_read_it() {
    use std::os::unix::fs::PermissionsExt as _;

    let folder = Folder::new("private");
    let server = Wire::start(|_| wire::reply(200, &["Content-Type: text/csv"], "new"));
    let private = folder.0.join("private");
    std::fs::write(&private, "old").unwrap();
    std::fs::set_permissions(&private, std::fs::Permissions::from_mode(0o600)).unwrap();
    // As long as a name can be.
    let long = folder.0.join("n".repeat(255));
    for path in [&private, &long] {
        let download = Export {}
            .send_streaming_blocking(&blocking(&server.url))
            .unwrap();
        download.save(path, |_| {}).unwrap();
        assert_eq!(std::fs::read(path).unwrap(), b"new");
    }
    let mode = std::fs::metadata(&private).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    assert_eq!(folder.names().len(), 2);
}

#[test]
fn a_body_is_saved_with_progress_and_a_broken_one_leaves_nothing() {
    let folder = Folder::new("saved");
    let path = folder.0.join("jobs.csv");
    let server = large();
    let mut heard = Vec::new();
    let download = Export {}
        .send_streaming_blocking(&blocking(&server.url))
        .unwrap();
    let whole = LARGE as u64;
    assert_eq!(
        download
            .save(&path, |progress| heard.push(progress))
            .unwrap(),
        whole
    );
    let last = heard.last().unwrap();
    assert!(heard.len() > 1 && heard.is_sorted_by_key(|progress| progress.done));
    assert_eq!((last.done, last.total), (whole, Some(whole)));
    assert_eq!(std::fs::metadata(&path).unwrap().len(), whole);
    run(async {
        let mut heard = 0;
        let download = Export {}
            .send_streaming(&asynchronous(&server.url))
            .await
            .unwrap();
        assert_eq!(
            download
                .save(&path, |progress| heard = progress.done)
                .await
                .unwrap(),
            whole
        );
        assert_eq!(heard, whole);
    });
    let broken = Wire::raw(|_, stream| {
        stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nxyz")?;
        Ok(false)
    });
    let other = folder.0.join("other");
    let download = Export {}
        .send_streaming_blocking(&blocking(&broken.url))
        .unwrap();
    assert!(matches!(
        download.save(&other, |_| {}),
        Err(SaveError::Transport(_))
    ));
    run(async {
        let download = Export {}
            .send_streaming(&asynchronous(&broken.url))
            .await
            .unwrap();
        assert!(matches!(
            download.save(&other, |_| {}).await,
            Err(SaveError::Transport(_))
        ));
    });
    let download = Export {}
        .send_streaming_blocking(&blocking(&server.url))
        .unwrap();
    assert!(matches!(
        download.save(folder.0.join("no/such"), |_| {}),
        Err(SaveError::File(_))
    ));
    assert_eq!(folder.names(), ["jobs.csv"]);
}

#[test]
fn who_gives_up_saving_leaves_nothing_and_other_tasks_go_on_meanwhile() {
    let folder = Folder::new("given-up");
    let path = folder.0.join("jobs.csv");
    // The rest never comes.
    let stuck = Wire::raw(|_, stream| {
        stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nxyz")?;
        std::thread::sleep(std::time::Duration::from_secs(20));
        Ok(false)
    });
    run(async {
        let download = Export {}
            .send_streaming(&asynchronous(&stuck.url))
            .await
            .unwrap();
        let mut heard = 0;
        let saving = download.save(&path, |progress| heard = progress.done);
        let pause = std::time::Duration::from_millis(300);
        let given_up = tokio::time::timeout(pause, saving).await;
        assert!(given_up.is_err());
        assert_eq!(heard, 3);
    });
    // The thread that wrote takes the part away when it hears of it.
    let late = std::time::Instant::now() + std::time::Duration::from_secs(10);
    while !folder.names().is_empty() {
        assert!(std::time::Instant::now() < late, "{:?}", folder.names());
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
}
