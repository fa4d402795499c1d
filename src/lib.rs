//! grpcgen: from `.proto` files to running gRPC services.
