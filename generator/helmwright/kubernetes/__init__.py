"""What is known of Kubernetes itself: objects, where they live, amounts, schedules, pods and their security."""
