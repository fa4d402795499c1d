//! Users, kept in memory.

use crate::api::runtime::rpc::TypedNext;
use crate::api::runtime::{Request, Response, Server, Status};
use crate::api::users::v1::user_service_interceptor::{Typed, UserServiceInterceptor};
use crate::api::users::v1::user_service_server::{UserService, UserServiceServer};
use crate::api::users::v1::*;
use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The most users of one page, and how many there are where the caller does not say.
const LARGEST_PAGE: u32 = 100;

/// Adds the service to a server.
pub fn add_to(server: Server) -> Server {
    server
        .intercept(Typed(Audit))
        .add(UserServiceServer::new(Directory::default()))
}

/// Users by name.
#[derive(Default)]
pub struct Directory(Mutex<BTreeMap<String, User>>);

impl Directory {
    fn users(&self) -> MutexGuard<'_, BTreeMap<String, User>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl UserService for Directory {
    async fn create_user(
        &self,
        request: Request<CreateUserRequest>,
    ) -> Result<Response<CreateUserResponse>, Status> {
        let user = valid(request.into_inner().user)?;
        let mut users = self.users();
        if users.contains_key(&user.name) {
            return Err(Status::already_exists(format!(
                "there is a user {:?}",
                user.name
            )));
        }
        users.insert(user.name.clone(), user.clone());
        Ok(Response::new(CreateUserResponse {
            user: Some(user),
            ..Default::default()
        }))
    }

    async fn get_user(
        &self,
        request: Request<GetUserRequest>,
    ) -> Result<Response<GetUserResponse>, Status> {
        let name = request.into_inner().name;
        let user = self
            .users()
            .get(&name)
            .cloned()
            .ok_or_else(|| not_found(&name))?;
        Ok(Response::new(GetUserResponse {
            user: Some(user),
            ..Default::default()
        }))
    }

    async fn update_user(
        &self,
        request: Request<UpdateUserRequest>,
    ) -> Result<Response<UpdateUserResponse>, Status> {
        let user = valid(request.into_inner().user)?;
        let mut users = self.users();
        let stored = users
            .get_mut(&user.name)
            .ok_or_else(|| not_found(&user.name))?;
        stored.clone_from(&user);
        Ok(Response::new(UpdateUserResponse {
            user: Some(user),
            ..Default::default()
        }))
    }

    async fn delete_user(
        &self,
        request: Request<DeleteUserRequest>,
    ) -> Result<Response<DeleteUserResponse>, Status> {
        let name = request.into_inner().name;
        self.users().remove(&name).ok_or_else(|| not_found(&name))?;
        Ok(Response::new(DeleteUserResponse::default()))
    }

    async fn list_users(
        &self,
        request: Request<ListUsersRequest>,
    ) -> Result<Response<ListUsersResponse>, Status> {
        let ListUsersRequest {
            page_size,
            page_token,
            ..
        } = request.into_inner();
        let size = if page_size == 0 {
            LARGEST_PAGE
        } else {
            page_size.min(LARGEST_PAGE)
        };
        let users = self.users();
        // The token is the last name of the page before: it stays good when users come and go.
        let mut rest = users.range::<str, _>((Bound::Excluded(&*page_token), Bound::Unbounded));
        let page: Vec<_> = rest
            .by_ref()
            .take(size as usize)
            .map(|(_, user)| user.clone())
            .collect();
        let last = page.last().filter(|_| rest.next().is_some());
        let next_page_token = last.map(|user| user.name.clone()).unwrap_or_default();
        Ok(Response::new(ListUsersResponse {
            users: page,
            next_page_token,
            ..Default::default()
        }))
    }
}

/// A user that may be stored, or everything that is wrong with it.
fn valid(user: Option<User>) -> Result<User, Status> {
    let user = user.unwrap_or_default();
    let checks = [
        ("user.name", !user.name.is_empty(), "is empty"),
        ("user.email", user.email.contains('@'), "is no address"),
    ];
    let failed = checks.into_iter().filter(|(_, passes, _)| !passes);
    let fields: Vec<_> = failed
        .map(|(path, _, reason)| InvalidField {
            path: path.into(),
            reason: reason.into(),
            ..Default::default()
        })
        .collect();
    if fields.is_empty() {
        return Ok(user);
    }
    let detail = InvalidFields {
        fields,
        ..Default::default()
    };
    Err(Status::invalid_argument("the user is not valid").with_detail(&detail))
}

fn not_found(name: &str) -> Status {
    Status::not_found(format!("there is no user {name:?}"))
}

/// Writes down who was changed, once that has happened. An interceptor of one service sees typed
/// messages; the methods that it does not have send their calls on.
pub struct Audit;

impl UserServiceInterceptor for Audit {
    async fn update_user(
        &self,
        request: Request<UpdateUserRequest>,
        next: TypedNext<'_, UpdateUserRequest, UpdateUserResponse>,
    ) -> Result<Response<UpdateUserResponse>, Status> {
        let response = next.run(request).await?;
        if let Some(user) = &response.get_ref().user {
            eprintln!("audit: {} was changed", user.name);
        }
        Ok(response)
    }

    async fn delete_user(
        &self,
        request: Request<DeleteUserRequest>,
        next: TypedNext<'_, DeleteUserRequest, DeleteUserResponse>,
    ) -> Result<Response<DeleteUserResponse>, Status> {
        let name = request.get_ref().name.clone();
        let response = next.run(request).await?;
        eprintln!("audit: {name} was removed");
        Ok(response)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::runtime::{Code, InProcess};
    use crate::api::users::v1::user_service_client::UserServiceClient;

    fn client() -> UserServiceClient<InProcess> {
        UserServiceClient::new(add_to(Server::builder()).in_process())
    }

    fn create(name: &str, email: &str) -> CreateUserRequest {
        let user = User {
            name: name.into(),
            email: email.into(),
            ..Default::default()
        };
        CreateUserRequest {
            user: Some(user),
            ..Default::default()
        }
    }

    #[tokio::test]
    async fn a_name_is_taken_once() {
        let client = client();
        let request = create("ada", "ada@example.com");
        client
            .create_user(request.clone())
            .await
            .expect("the name is free");
        let status = client
            .create_user(request)
            .await
            .expect_err("the name is taken");
        assert_eq!(status.code(), Code::AlreadyExists);
    }

    #[tokio::test]
    async fn all_that_is_wrong_is_told_at_once() {
        let status = client()
            .create_user(create("", "nowhere"))
            .await
            .expect_err("it is wrong");
        assert_eq!(status.code(), Code::InvalidArgument);
        let details = status
            .details_of::<InvalidFields>()
            .expect("the details are sound");
        let paths: Vec<_> = details[0].fields.iter().map(|field| &*field.path).collect();
        assert_eq!(paths, ["user.name", "user.email"]);
    }

    #[tokio::test]
    async fn pages_follow_each_other() {
        let client = client();
        for name in ["a", "b", "c"] {
            client
                .create_user(create(name, "@"))
                .await
                .expect("the name is free");
        }
        let mut request = ListUsersRequest {
            page_size: 2,
            ..Default::default()
        };
        let first = client
            .list_users(request.clone())
            .await
            .expect("there are users")
            .into_inner();
        assert_eq!((first.users.len(), &*first.next_page_token), (2, "b"));
        request.page_token = first.next_page_token;
        let last = client
            .list_users(request)
            .await
            .expect("there is one more")
            .into_inner();
        assert_eq!((&*last.users[0].name, &*last.next_page_token), ("c", ""));
    }
}
