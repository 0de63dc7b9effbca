//! What an operation answers with.

use std::rc::Rc;

use openapiv3::Response;

use super::headers::HeaderMember;
use super::media::{Content, Direction};
use super::names;
use super::place::Place;
use super::scope::Scope;
use super::statuses::{self, is_success, width, word};
use super::types::Types;
use super::versions;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Answer, AnswerVariant, Docs, Status, Streaming, TypeRef};
use crate::source::NodeId;

/// The answers of one operation.
pub(super) struct Answers {
    pub successes: Successes,
    pub output: Answer,
    pub error: Answer,
    /// What is said of single errors, where one type is that of all.
    pub failures: Vec<(Status, String)>,
}

/// What the successes of an operation have in common.
#[derive(Default)]
pub(super) struct Successes {
    /// The media types to ask for, best first.
    pub accept: Vec<String>,
    pub headers: Vec<HeaderMember>,
    /// What it gives one after the other, where it does.
    pub streaming: Option<Streaming>,
    /// When the version that is used ends (`x-sunset` of its media type).
    pub sunset: Option<String>,
}

/// One declared answer, read.
struct Read {
    status: Status,
    /// Whether the operation itself describes it, and no component that many share.
    is_own: bool,
    description: String,
    /// What each of its media types holds, where these differ, best first.
    contents: Vec<Content>,
}

impl Types<'_, '_> {
    pub(super) fn answers(&mut self, operation: NodeId, method: &str, place: &Place) -> Answers {
        let sources = self.document.sources;
        let entries = sources.entries_of(operation, "responses");
        let mut successes = Successes::default();
        let mut reads = Vec::new();
        for entry in entries.iter().filter(|entry| !entry.key.starts_with("x-")) {
            let asked = (operation, method, place);
            reads.extend(self.answer(asked, &entry.key, entry.value, &mut successes));
        }
        let only_default = !reads.iter().any(|read| is_success(read.status));
        let succeeds = |read: &&Read| {
            is_success(read.status) || (only_default && read.status == Status::Default)
        };
        let fails = |read: &&Read| !is_success(read.status);
        let output = self.output(reads.iter().filter(succeeds).collect(), place);
        let error = self.error(reads.iter().filter(fails).collect(), place);
        let failures = match error {
            Answer::One(_) => failures(&reads),
            Answer::Several { .. } => Vec::new(),
        };
        Answers {
            successes,
            output,
            error,
            failures,
        }
    }

    /// One declared answer to what is asked: an operation, by its method. What successes say is added to what they said so far.
    fn answer(
        &mut self,
        (operation, method, place): (NodeId, &str, &Place),
        key: &str,
        value: NodeId,
        successes: &mut Successes,
    ) -> Option<Read> {
        let sources = self.document.sources;
        let status = self.status(key, value)?;
        let node = self.document.follow(value, self.diagnostics)?;
        let response = self.response(node);
        let response = (*response).as_ref()?;
        let word = match status {
            Status::Code(200) => "response".to_owned(),
            _ => word(status),
        };
        let inner = place.part(&word);
        let names = response.content.keys().map(String::as_str);
        let offered = self.offered(names, operation);
        let meant = self.meant(&offered, node);
        let contents = match has_body(method, status) {
            true => self.contents(response, &meant, node, &inner),
            false => Vec::new(),
        };
        if is_success(status) {
            for name in meant
                .iter()
                .flat_map(|name| versions::versions(&offered, name))
            {
                if !successes.accept.iter().any(|known| known == name) {
                    successes.accept.push(name.to_owned());
                }
            }
            let content = contents.first();
            if successes.streaming.is_none() {
                successes.streaming = self.streaming(&response.content, node, content, &inner);
            }
            self.headers(response, place, &mut successes.headers);
            let media = content
                .and_then(|content| sources.get(sources.get(node, "content")?, &content.media));
            let sunset = media.and_then(|media| sources.get_str(media, "x-sunset"));
            let known = successes.sunset.take();
            successes.sunset = known.or_else(|| sunset.map(str::to_owned));
        }
        let itself = sources.origin(operation);
        Some(Read {
            status,
            is_own: sources.ancestors(node).any(|outer| outer == itself),
            description: response.description.clone(),
            contents,
        })
    }

    /// An answer, which many operations may share: each is read once.
    fn response(&mut self, node: NodeId) -> Rc<Option<Response>> {
        if let Some(known) = self.responses.get(node) {
            return known;
        }
        let read = self.document.response(node, self.diagnostics);
        self.responses.keep(node, Rc::new(read))
    }

    /// What each of these media types of an answer holds.
    fn contents(
        &mut self,
        response: &Response,
        meant: &[&str],
        node: NodeId,
        place: &Place,
    ) -> Vec<Content> {
        let mut found: Vec<Content> = Vec::new();
        let names = names::medias(meant.iter().copied());
        for (media, name) in meant.iter().zip(names) {
            let Some(content) = response.content.get(*media) else {
                continue;
            };
            let part = match found.is_empty() {
                true => place.clone(),
                false => place.part(&name),
            };
            let item = self.media_node(node, media);
            let used = self.held(media, content, item, &part, Direction::Answer);
            found.push(Content {
                media: (*media).to_owned(),
                used,
            });
        }
        found
    }

    fn status(&mut self, key: &str, node: NodeId) -> Option<Status> {
        let digit = key
            .as_bytes()
            .first()
            .filter(|byte| (b'1'..=b'5').contains(byte))
            .map(|byte| byte - b'0');
        let found = match key.parse::<u16>() {
            _ if key == "default" => Some(Status::Default),
            Ok(code) if (100..1000).contains(&code) => Some(Status::Code(code)),
            _ if key
                .get(1..)
                .is_some_and(|rest| rest.eq_ignore_ascii_case("xx")) =>
            {
                digit.map(Status::Class)
            }
            _ => None,
        };
        if found.is_none() {
            let text = format!("`{key}` is no HTTP status: the answer is left out");
            let diagnostic =
                Diagnostic::new(Code::Skipped, text).at_node(self.document.sources, node);
            self.diagnostics
                .add(diagnostic.help("write a status as 404, 4XX or default"));
        }
        found
    }

    /// The type of successes. No content beside content makes the content optional.
    fn output(&mut self, reads: Vec<&Read>, place: &Place) -> Answer {
        let empty = reads.iter().any(|read| read.contents.is_empty());
        match self.by_status(&reads, place.part("output").name()) {
            None => Answer::One(TypeRef::Unit),
            Some(Answer::One(ty)) if empty => Answer::One(TypeRef::Option(Box::new(ty))),
            Some(answer) => answer,
        }
    }

    /// The type of errors; raw JSON where none is declared.
    fn error(&mut self, reads: Vec<&Read>, place: &Place) -> Answer {
        self.by_status(&reads, place.part("error").name())
            .unwrap_or(Answer::One(TypeRef::Json))
    }

    /// One type, or an enum by status, and by media type within a status that has several.
    fn by_status(&mut self, reads: &[&Read], name: &str) -> Option<Answer> {
        let with_content = reads.iter().filter(|read| !read.contents.is_empty());
        let is_one_status = with_content.count() == 1;
        let mut found: Vec<Group> = Vec::new();
        for read in reads {
            let kinds = kinds(&read.contents);
            let is_one_kind = kinds.len() == 1;
            let firsts = kinds.iter().filter_map(|(_, media)| media.first());
            let names = names::medias(firsts.map(String::as_str));
            for ((ty, mut media), of_media) in kinds.into_iter().zip(names) {
                if is_one_kind {
                    media.clear();
                }
                let is_alike = |known: &&mut Group| known.ty == ty && known.media == media;
                let said = (read.status, read.description.clone());
                match found.iter_mut().find(is_alike) {
                    Some(group) => group.said.push(said),
                    None => found.push(Group {
                        ty,
                        of_media: (!is_one_kind).then_some(of_media),
                        media,
                        said: vec![said],
                    }),
                }
            }
        }
        match found.len() {
            0 => None,
            1 => found.pop().map(|group| Answer::One(group.ty)),
            _ => {
                let variants = self.variants_by_status(found, is_one_status);
                let others = [format!("{name}Content")];
                let name = self.names.take(name.to_owned(), &others, name);
                Some(Answer::Several { name, variants })
            }
        }
    }

    /// The variants, each called after its status; one of several statuses after that of them which holds the others, else
    /// after what it is, so that one more renames nothing.
    fn variants_by_status(&self, found: Vec<Group>, is_one_status: bool) -> Vec<AnswerVariant> {
        let mut scope = Scope::of_variants(&["Other"]);
        let mut names = vec![String::new(); found.len()];
        let mut order: Vec<usize> = (0..found.len()).collect();
        order.sort_by_key(|at| found[*at].status().is_none());
        for at in order {
            let group = &found[at];
            let (word, other) = match (group.status(), &group.of_media) {
                (Some(_), Some(media)) if is_one_status => (media.clone(), None),
                (Some(status), Some(media)) => (format!("{} {media}", word(status)), None),
                (Some(status), None) => (word(status), None),
                (None, media) => {
                    let word = self.word_of(&group.ty);
                    let other = media.as_ref().map(|media| format!("{word} {media}"));
                    (word, other)
                }
            };
            let others: Vec<_> = other.iter().map(|other| names::pascal(other)).collect();
            names[at] = scope.take(names::pascal(&word), &others, &word);
        }
        let variants = found.into_iter().zip(names);
        let variants = variants.map(|(group, ident)| AnswerVariant {
            ident,
            statuses: group.said.iter().map(|(status, _)| *status).collect(),
            media: group.media,
            ty: group.ty,
            docs: Docs::description(statuses::told(&group.said)),
        });
        let mut variants: Vec<_> = variants.collect();
        // The widest pattern is tried last.
        variants.sort_by_key(|variant| variant.statuses.iter().map(|status| width(*status)).max());
        variants
    }

    /// What a type is called within a name.
    fn word_of(&self, ty: &TypeRef) -> String {
        let word = match ty {
            TypeRef::Named(id) => {
                return self.store.get(*id).map_or("type", |def| &def.name).into();
            }
            TypeRef::Option(inner) | TypeRef::Boxed(inner) | TypeRef::Loose(inner) => {
                return self.word_of(inner);
            }
            TypeRef::List(item) => return format!("{} list", self.word_of(item)),
            TypeRef::Map(value) => return format!("{} map", self.word_of(value)),
            TypeRef::Own(name) | TypeRef::Foreign(name) => name,
            TypeRef::Json | TypeRef::Rest => "json",
            TypeRef::FreeObject => "object",
            TypeRef::Bool => "boolean",
            TypeRef::Integer(_) => "integer",
            TypeRef::F32 | TypeRef::F64 | TypeRef::Number => "number",
            TypeRef::Tuple(_) => "tuple",
            TypeRef::Bytes | TypeRef::Binary | TypeRef::Base64 => "bytes",
            TypeRef::Unit => "nothing",
            TypeRef::Null => "null",
            _ => "text",
        };
        word.to_owned()
    }
}

/// Answers of one type and of the same media types.
struct Group {
    ty: TypeRef,
    /// The name of its media type, where its status has others.
    of_media: Option<String>,
    media: Vec<String>,
    /// The statuses, and what is said of each.
    said: Vec<(Status, String)>,
}

impl Group {
    /// The status that holds all of them, where there is one.
    fn status(&self) -> Option<Status> {
        let mut statuses = self.said.iter().map(|(status, _)| *status);
        let all = statuses.clone();
        statuses.find(|one| all.clone().all(|other| statuses::holds(*one, other)))
    }
}

/// What an operation itself says of its errors, beyond what their status says: an answer that many share is no news at
/// each of them.
fn failures(reads: &[Read]) -> Vec<(Status, String)> {
    let told = reads
        .iter()
        .filter(|read| read.is_own && !is_success(read.status));
    let told = told.filter(|read| !statuses::says_nothing(read.status, &read.description));
    told.map(|read| (read.status, read.description.clone()))
        .collect()
}

/// The types of an answer's contents, each with the media types that are read as it.
fn kinds(contents: &[Content]) -> Vec<(TypeRef, Vec<String>)> {
    let mut found: Vec<(TypeRef, Vec<String>)> = Vec::new();
    for content in contents {
        let ty = content.used.clone().item();
        let media = content.media.clone();
        match found.iter_mut().find(|(known, _)| *known == ty) {
            Some((_, all)) => all.push(media),
            None => found.push((ty, vec![media])),
        }
    }
    found
}

/// Whether an answer can have a body (RFC 9110, sections 9.3.2, 15.3.5, 15.3.6 and 15.4.5).
fn has_body(method: &str, status: Status) -> bool {
    !method.eq_ignore_ascii_case("head") && !matches!(status, Status::Code(204 | 205 | 304))
}
