//! Users, kept in memory.

use crate::api::runtime::{Request, Response, Status};
use crate::api::users::v1::users_server::{Users, UsersServer};
use crate::api::users::v1::{
    CreateUserRequest, DeleteUserRequest, DeleteUserResponse, GetUserRequest, ListUsersRequest, ListUsersResponse,
    UpdateUserRequest, User,
};
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The service, ready to be added to a server.
pub fn server() -> UsersServer<Directory> {
    UsersServer::new(Directory::default())
}

/// Users by name.
#[derive(Default)]
pub struct Directory(Mutex<BTreeMap<String, User>>);

impl Directory {
    fn users(&self) -> MutexGuard<'_, BTreeMap<String, User>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A user that may be stored.
fn valid(user: Option<User>) -> Result<User, Status> {
    let user = user.ok_or_else(|| Status::invalid_argument("user is missing"))?;
    if user.name.is_empty() {
        return Err(Status::invalid_argument("user.name is empty"));
    }
    if !user.email.contains('@') {
        return Err(Status::invalid_argument(format!("user.email {:?} is no address", user.email)));
    }
    Ok(user)
}

fn not_found(name: &str) -> Status {
    Status::not_found(format!("there is no user {name:?}"))
}

impl Users for Directory {
    async fn create_user(&self, request: Request<CreateUserRequest>) -> Result<Response<User>, Status> {
        let user = valid(request.into_inner().user)?;
        let mut users = self.users();
        if users.contains_key(&user.name) {
            return Err(Status::already_exists(format!("the user {:?} exists", user.name)));
        }
        users.insert(user.name.clone(), user.clone());
        Ok(Response::new(user))
    }

    async fn get_user(&self, request: Request<GetUserRequest>) -> Result<Response<User>, Status> {
        let name = request.into_inner().name;
        let user = self.users().get(&name).cloned();
        user.map(Response::new).ok_or_else(|| not_found(&name))
    }

    async fn update_user(&self, request: Request<UpdateUserRequest>) -> Result<Response<User>, Status> {
        let user = valid(request.into_inner().user)?;
        let mut users = self.users();
        let stored = users.get_mut(&user.name).ok_or_else(|| not_found(&user.name))?;
        stored.clone_from(&user);
        Ok(Response::new(user))
    }

    async fn delete_user(&self, request: Request<DeleteUserRequest>) -> Result<Response<DeleteUserResponse>, Status> {
        let name = request.into_inner().name;
        self.users().remove(&name).ok_or_else(|| not_found(&name))?;
        Ok(Response::new(DeleteUserResponse::default()))
    }

    async fn list_users(&self, _: Request<ListUsersRequest>) -> Result<Response<ListUsersResponse>, Status> {
        let users = self.users().values().cloned().collect();
        Ok(Response::new(ListUsersResponse { users, ..Default::default() }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::runtime::{Code, InProcess};
    use crate::api::users::v1::users_client::UsersClient;

    #[tokio::test]
    async fn a_name_is_taken_once() {
        let client = UsersClient::new(InProcess::new(server()));
        let user = User { name: "ada".into(), email: "ada@example.com".into(), ..Default::default() };
        let request = CreateUserRequest { user: Some(user), ..Default::default() };
        client.create_user(request.clone()).await.expect("the name is free");
        let status = client.create_user(request).await.expect_err("the name is taken");
        assert_eq!(status.code(), Code::AlreadyExists);
    }
}
