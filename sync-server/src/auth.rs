//! Who calls: the bearer's account, or at least an address.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;

use amanat_protocol::api::SessionKey;
use amanat_protocol::error::ErrorCode;
use amanat_protocol::id::DeviceKey;
use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;

use crate::app::App;
use crate::problem::Problem;
use crate::store::{AccountIndex, Store, Who};

/// The longest bearer looked at, in characters.
const MAX_BEARER: usize = 128;

/// A session of a device or of a recovery card.
pub(crate) struct Caller {
    pub account: AccountIndex,
    key: SessionKey,
}

/// A session of a device.
pub(crate) struct DeviceCaller {
    pub account: AccountIndex,
    pub device: DeviceKey,
}

/// Somebody without a session who does not call too often.
pub(crate) struct Visitor;

impl<S: Store> FromRequestParts<Arc<App<S>>> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App<S>>) -> Result<Self, Problem> {
        let bearer = bearer(parts).and_then(|text| app.marks.read_bearer(text, app.clock.now()));
        let Some(bearer) = bearer else {
            app.rates.address(address(parts, app.behind_proxy))?;
            return Err(ErrorCode::SessionNeeded.into());
        };
        app.rates.account(bearer.account)?;
        let account = app.store.account(Who::Index(bearer.account)).await?;
        let account = account.ok_or(ErrorCode::SessionNeeded)?;
        // The bearer outlives a device's removal; the device's word does not.
        let key = bearer.key(&account).ok_or(ErrorCode::DeviceRefused)?;
        Ok(Self {
            account: account.index,
            key,
        })
    }
}

impl<S: Store> FromRequestParts<Arc<App<S>>> for DeviceCaller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App<S>>) -> Result<Self, Problem> {
        let caller = Caller::from_request_parts(parts, app).await?;
        match caller.key {
            SessionKey::Device(device) => Ok(Self {
                account: caller.account,
                device,
            }),
            SessionKey::Card(_) => Err(ErrorCode::NoAccess.into()),
        }
    }
}

impl<S: Store> FromRequestParts<Arc<App<S>>> for Visitor {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App<S>>) -> Result<Self, Problem> {
        app.rates.address(address(parts, app.behind_proxy))?;
        Ok(Self)
    }
}

fn bearer(parts: &Parts) -> Option<&str> {
    let value = parts.headers.get(AUTHORIZATION)?.to_str().ok()?;
    value
        .strip_prefix("Bearer ")
        .filter(|text| text.len() <= MAX_BEARER)
}

fn address(parts: &Parts, behind_proxy: bool) -> IpAddr {
    let forwarded = parts
        .headers
        .get_all("x-forwarded-for")
        .iter()
        .next_back()
        .and_then(|value| value.to_str().ok()?.rsplit(',').next()?.trim().parse().ok())
        .filter(|_| behind_proxy);
    let peer = parts
        .extensions
        .get::<ConnectInfo<SocketAddr>>()
        .map(|info| info.0.ip());
    forwarded
        .or(peer)
        .unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED))
}
