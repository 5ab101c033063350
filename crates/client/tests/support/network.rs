//! The line between a client and the endpoint, and what happens to calls on it.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use amanat_client::{Answer, Method, Request, Transport, TransportError};
use amanat_protocol::api::{SYNC, SyncAnswer};
use amanat_protocol::codec;
use amanat_protocol::limits::MAX_ANSWER;
use axum::Router;
use axum::body::{Body, to_bytes};
use tower::ServiceExt;

use super::Steps;

/// What happens to a call.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fault {
    /// It never arrives.
    RequestLost,
    /// It arrives; the answer does not.
    AnswerLost,
    /// The answer is not ours.
    Garbage,
    /// It arrives twice.
    Twice,
    /// It arrives long after it was given up, before the next call.
    Late,
}

#[derive(Default)]
pub struct Network {
    pub router: RefCell<Option<Router>>,
    pub faults: RefCell<Vec<(u32, Fault)>>,
    pub calls: Cell<u32>,
    pub log: RefCell<Vec<(String, usize, usize)>>,
    /// What a hostile server makes of its answers to a sync.
    pub tamper: RefCell<Option<Tamper>>,
    /// What becomes of a request's body on its way.
    pub rewrite: RefCell<Option<Rewrite>>,
    /// What a hostile server answers without asking the real one.
    pub answers: RefCell<Option<Answers>>,
    pub steps: RefCell<Option<Rc<dyn Steps>>>,
    /// Requests that are still on their way.
    late: RefCell<Vec<Request>>,
}

pub type Answers = Box<dyn Fn(&str, &[u8]) -> Option<Vec<u8>>>;

pub type Rewrite = Box<dyn Fn(&str, Vec<u8>) -> Vec<u8>>;

pub type Tamper = Box<dyn Fn(SyncAnswer) -> SyncAnswer>;

impl Transport for Network {
    async fn call(&self, request: Request) -> Result<Answer, TransportError> {
        let steps = self.steps.borrow().clone();
        if let Some(steps) = &steps {
            steps.step().await;
        }
        let call = self.calls.get();
        self.calls.set(call + 1);
        let listed = self
            .faults
            .borrow()
            .iter()
            .find(|(at, _)| *at == call)
            .map(|(_, f)| *f);
        let fault = listed.or_else(|| steps.as_ref()?.fault());
        let router = self
            .router
            .borrow()
            .clone()
            .ok_or(TransportError::Unreachable)?;
        let late = self.late.take();
        for request in late {
            self.deliver(&router, &request, &request.body).await;
        }
        match fault {
            Some(Fault::RequestLost) => return Err(TransportError::Unreachable),
            Some(Fault::Late) => {
                self.late.borrow_mut().push(request);
                return Err(TransportError::Slow);
            }
            _ => {}
        }
        let body = match self.rewrite.borrow().as_ref() {
            Some(rewrite) => rewrite(&request.path, request.body.clone()),
            None => request.body.clone(),
        };
        let own = self
            .answers
            .borrow()
            .as_ref()
            .map(|a| a(&request.path, &body));
        if let Some(body) = own.flatten() {
            return Ok(Answer {
                status: 200,
                retry_after: None,
                body,
            });
        }
        if fault == Some(Fault::Twice) {
            self.deliver(&router, &request, &body).await;
        }
        let sent = body.len();
        let (status, body) = self.deliver(&router, &request, &body).await;
        let body = match self.tamper.borrow().as_ref() {
            Some(tamper) if request.path == SYNC && status == 200 => {
                codec::encode(&tamper(codec::decode(&body, MAX_ANSWER).unwrap()))
            }
            _ => body,
        };
        self.log.borrow_mut().push((request.path, sent, body.len()));
        match fault {
            Some(Fault::AnswerLost) => Err(TransportError::Slow),
            Some(Fault::Garbage) => Ok(Answer {
                status: 200,
                retry_after: None,
                body: b"<html>hotel wifi".to_vec(),
            }),
            _ => Ok(Answer {
                status,
                retry_after: None,
                body,
            }),
        }
    }
}

impl Network {
    pub fn to(router: &Router) -> Self {
        Self {
            router: RefCell::new(Some(router.clone())),
            ..Self::default()
        }
    }

    async fn deliver(&self, router: &Router, request: &Request, body: &[u8]) -> (u16, Vec<u8>) {
        let steps = self.steps.borrow().clone();
        if let Some(steps) = &steps {
            steps.sent(&request.path, body);
            steps.at_server(true);
        }
        let method = match request.method {
            Method::Get => "GET",
            Method::Post => "POST",
        };
        let mut http = axum::http::Request::builder()
            .method(method)
            .uri(&request.path);
        if let Some(bearer) = &request.bearer {
            http = http.header("authorization", format!("Bearer {bearer}"));
        }
        let http = http.body(Body::from(body.to_vec())).unwrap();
        let answer = router.clone().oneshot(http).await.unwrap();
        let status = answer.status().as_u16();
        let body = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
        if let Some(steps) = &steps {
            steps.at_server(false);
        }
        (status, body.to_vec())
    }
}
